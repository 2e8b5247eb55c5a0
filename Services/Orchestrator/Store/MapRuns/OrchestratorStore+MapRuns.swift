import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    static let mapRunSQL = "SELECT \(MapRunRow.columns) FROM map_run WHERE number = ?"

    /// A map run; nil when there is none of this number.
    func mapRun(_ number: Int64) throws -> MapRunRecord? {
        try store.fastRead { db in
            try Row.fetchOne(db.cachedStatement(sql: Self.mapRunSQL), arguments: [number]).map(MapRunRow.record)
        }
    }

    /// A map run by its name; nil when there is none.
    func mapRun(_ id: String, label: String, ofMachine machine: String) throws -> MapRunRecord? {
        try store.fastRead { db in
            try Row.fetchOne(
                db.cachedStatement(
                    sql: "SELECT \(MapRunRow.columns) FROM map_run WHERE machine_name = ? AND label = ? AND id = ?"),
                arguments: [machine, label, id]
            ).map(MapRunRow.record)
        }
    }

    /// A map run by its id within its execution; nil when there is none.
    func mapRun(_ run: Int64, of execution: Int64) throws -> MapRunRecord? {
        try store.fastRead { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT \(MapRunRow.columns) FROM map_run WHERE execution = ? AND run = ?"),
                arguments: [execution, run]
            ).map(MapRunRow.record)
        }
    }

    /// The executions of a map run that have not ended.
    func runningExecutions(ofMapRun mapRun: Int64) async throws -> [Int64] {
        try await store.read { db in
            try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT number FROM execution WHERE map_run = ? AND status = 0"),
                arguments: [mapRun])
        }
    }

    /// The map runs of an execution that have not ended.
    func openMapRuns(of execution: Int64) throws -> [MapRunRecord] {
        try store.fastRead { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT \(MapRunRow.columns) FROM map_run WHERE execution = ? AND status < 2"),
                arguments: [execution]
            ).map(MapRunRow.record)
        }
    }

    /// Map runs of an execution, in the order of their start, after one.
    func mapRuns(of execution: Int64, after number: Int64, limit: Int) async throws -> [MapRunRecord] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT \(MapRunRow.columns) FROM map_run WHERE execution = ? AND number > ?
                        ORDER BY number LIMIT ?
                        """),
                arguments: [execution, number, limit]
            ).map(MapRunRow.record)
        }
    }

    /// The next items of a map run that have no execution yet.
    ///
    /// - Parameter first: The index of the first item to look at.
    func pendingItems(of mapRun: Int64, from first: Int64, limit: Int64) throws -> [MapItem] {
        try store.fastRead { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT item, item_count, input FROM map_item
                        WHERE map_run = ? AND status = 0 AND item >= ? ORDER BY item LIMIT ?
                        """),
                arguments: [mapRun, first, limit]
            ).map { MapItem(index: $0["item"], count: $0["item_count"], input: $0["input"]) }
        }
    }

    /// The items of a map run that run or have succeeded, without their inputs.
    func begunItems(of mapRun: Int64) throws -> [(MapItem, MapItemStatus)] {
        try store.fastRead { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT item, item_count, status FROM map_item WHERE map_run = ? AND status IN (1, 2)"),
                arguments: [mapRun]
            ).map { row in
                (
                    MapItem(index: row["item"], count: row["item_count"], input: ""),
                    row["status"] == 2 ? .succeeded : .running
                )
            }
        }
    }

    /// Whether items of a map run have not ended.
    func hasOpenItems(_ mapRun: Int64) throws -> Bool {
        try store.fastRead { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM map_item WHERE map_run = ? AND status < 2)"),
                arguments: [mapRun]) ?? false
        }
    }

    /// Lets items begin again that were running, provided that the shard is still ours.
    ///
    /// - Parameter known: Those that do run.
    func restartItems(of mapRun: Int64, but known: [Int64], under lease: ShardLease) async throws {
        try await store.write { db in
            try Self.guardWrite(by: lease, db)
            let running = try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT item FROM map_item WHERE map_run = ? AND status = 1"),
                arguments: [mapRun])
            for item in Set(running).subtracting(known) {
                try db.cachedStatement(sql: "UPDATE map_item SET status = 0 WHERE map_run = ? AND item = ?")
                    .execute(arguments: [mapRun, item])
            }
        }
    }

    /// The map runs of a shard that have failed or were aborted, and of which items run still.
    func endedMapRunsWithRunningItems(of shard: Int64) async throws -> [Int64] {
        try await store.read { db in
            try Int64.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT number FROM map_run m
                        WHERE status > 2 AND number & ? = ?
                            AND EXISTS (SELECT 1 FROM map_item WHERE map_run = m.number AND status = 1)
                        """),
                arguments: [(1 << NumberSequence.shardBits) - 1 as Int64, shard])
        }
    }

    /// Notes that items of a map run were aborted that were running and have no execution any more, provided that the map
    /// run has not been redriven and the shard is still ours.
    ///
    /// - Parameter known: Those whose executions are in memory.
    func abortLostItems(of mapRun: Int64, but known: [Int64], under lease: ShardLease) async throws {
        try await store.write { db in
            try Self.guardWrite(by: lease, db)
            let running = try Int64.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT item FROM map_item i
                        WHERE map_run = ? AND status = 1
                            AND (SELECT status FROM map_run WHERE number = i.map_run) > 2
                            AND NOT EXISTS (
                                SELECT 1 FROM execution WHERE map_run = i.map_run AND item = i.item AND status = 0)
                        """),
                arguments: [mapRun])
            for item in Set(running).subtracting(known) {
                try db.cachedStatement(sql: "UPDATE map_item SET status = 5 WHERE map_run = ? AND item = ?")
                    .execute(arguments: [mapRun, item])
            }
        }
    }

    /// The outputs of a map run's items in their order; nil for those that did not succeed.
    func outputs(of mapRun: Int64) async throws -> [String?] {
        try await store.read { db in
            try Optional<String>.fetchAll(
                db.cachedStatement(sql: "SELECT output FROM map_item WHERE map_run = ? ORDER BY item"),
                arguments: [mapRun])
        }
    }

    /// How all items of a map run ended, in their order.
    func results(of mapRun: Int64) async throws -> [MapItemResult] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT item, status, input, output, error, cause FROM map_item WHERE map_run = ? ORDER BY item
                        """),
                arguments: [mapRun]
            ).map { row in
                MapItemResult(
                    index: row["item"], status: MapItemStatus(rawValue: row["status"]) ?? .pending, input: row["input"],
                    output: row["output"], error: row["error"], cause: row["cause"])
            }
        }
    }

    /// Writes some of the items that were read for a map run, provided that its shard is still ours.
    ///
    /// - Parameter isFirst: Whether these are the first: what an earlier attempt had written goes.
    func add(_ items: [MapItem], to mapRun: Int64, isFirst: Bool, under lease: ShardLease) async throws {
        try await store.write { db in
            try Self.guardWrite(by: lease, db)
            if isFirst {
                try db.cachedStatement(sql: "DELETE FROM map_item WHERE map_run = ?").execute(arguments: [mapRun])
            }
            let insert = try db.cachedStatement(
                sql: "INSERT INTO map_item (map_run, item, item_count, status, input) VALUES (?, ?, ?, 0, ?)")
            for item in items { try insert.execute(arguments: [mapRun, item.index, item.count, item.input]) }
        }
    }
}
