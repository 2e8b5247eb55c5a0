import Foundation
import GRDB
import MeshCore
import MeshStore
import ShopInsights

/// What is told of the shop, by runs: what a run writes twice is there once.
struct InsightStore: Sendable {
    let store: Store
    let clock: any WallClock

    /// Begins a run, or finds it as it stands.
    ///
    /// - Throws: `StoreError`.
    func begin(_ run: String) async throws -> InsightRun {
        try await store.write { [clock] db in
            try db.execute(
                sql: """
                    INSERT INTO insight_run (run, state, started_at) VALUES (?, 'running', ?) ON CONFLICT (run) DO NOTHING
                    """, arguments: [run, clock.now().milliseconds])
            return try Self.run(run, db)
        }
    }

    /// Writes down what a run reckons with.
    ///
    /// - Throws: ``RecommenderError/runNotFound``, ``RecommenderError/runIsOver``; `StoreError`.
    func keep(data checksum: String, through time: Timestamp, of run: String) async throws -> InsightRun {
        try await store.write { db in
            try Self.requireRunning(run, db)
            try db.execute(
                sql: "UPDATE insight_run SET checksum = ?, data_through = ? WHERE run = ?",
                arguments: [checksum, time.milliseconds, run])
            return try Self.run(run, db)
        }
    }

    /// Writes down what a run has found of a kind, in the place of what was there, and of whom it was not erased meanwhile.
    ///
    /// - Throws: ``RecommenderError/runNotFound``, ``RecommenderError/runIsOver``; `StoreError`.
    func keep<Item: InsightItem>(_ report: InsightReport<Item>, of run: String) async throws -> InsightResult {
        let now = clock.now()
        let found = try report.items.map { item in
            (key: item.key, facet: item.facet, account: item.account, text: try Self.text(item))
        }
        return try await store.writeAlone { db in
            try Self.requireRunning(run, db)
            let rows = try found.filter { row in
                try row.account.map { try !RecommenderStore.isErased(Person.account($0).key, db) } ?? true
            }
            let result = InsightResult(
                kind: Item.kind, madeAt: now, items: rows.count, backtest: report.backtest, note: report.note)
            let text = try Self.text(result)
            let kind = Item.kind.rawValue
            try db.execute(sql: "DELETE FROM insight_result WHERE run = ? AND kind = ?", arguments: [run, kind])
            try db.execute(
                sql: "INSERT INTO insight_result (run, kind, document) VALUES (?, ?, ?)", arguments: [run, kind, text])
            let adding = try db.cachedStatement(
                sql: "INSERT INTO insight_item (run, kind, place, key, facet, document) VALUES (?, ?, ?, ?, ?, ?)")
            for (place, row) in rows.enumerated() {
                try adding.execute(arguments: [run, kind, place, row.key, row.facet, row.text])
            }
            return result
        }
    }

    /// Ends a run: it is told from now on, unless it has found nothing, or a later one is told already. Runs before the newest
    /// so many are forgotten.
    ///
    /// - Throws: ``RecommenderError/runNotFound``; `StoreError`.
    func finish(_ run: String, keeping count: Int) async throws -> InsightRun {
        try await store.writeAlone { [clock] db in
            let now = try Self.run(run, db)
            guard now.state == .running else { return now }
            let number = try Int64.fetchOne(db, sql: "SELECT number FROM insight_run WHERE run = ?", arguments: [run])
            let live = try Int64.fetchOne(db, sql: "SELECT number FROM insight_run WHERE state = 'live'")
            let isLive = !now.results.isEmpty && live ?? 0 < number ?? 0
            if isLive { try db.execute(sql: "UPDATE insight_run SET state = 'retired' WHERE state = 'live'") }
            try db.execute(
                sql: "UPDATE insight_run SET state = ?, finished_at = ? WHERE run = ?",
                arguments: [
                    isLive ? "live" : now.results.isEmpty ? "failed" : "retired", clock.now().milliseconds, run,
                ])
            try db.execute(
                sql: """
                    DELETE FROM insight_run WHERE state <> 'live' AND number <
                        (SELECT number FROM insight_run ORDER BY number DESC LIMIT 1 OFFSET ?)
                    """, arguments: [count])
            return try Self.run(run, db)
        }
    }

    /// The runs, the newest first.
    ///
    /// - Throws: `StoreError`.
    func runs(limit: Int) async throws -> [InsightRun] {
        try await store.read { db in
            try String.fetchAll(
                db, sql: "SELECT run FROM insight_run ORDER BY number DESC LIMIT ?", arguments: [limit]
            ).map { try Self.run($0, db) }
        }
    }

    /// A run by its name, or the one that is told.
    ///
    /// - Throws: ``RecommenderError/runNotFound``; `StoreError`.
    func run(_ name: String?) async throws -> InsightRun {
        try await store.read { db in
            if let name { return try Self.run(name, db) }
            guard let live = try String.fetchOne(db, sql: "SELECT run FROM insight_run WHERE state = 'live'") else {
                throw RecommenderError.runNotFound
            }
            return try Self.run(live, db)
        }
    }

    /// A page of items, in their order.
    ///
    /// - Parameters:
    ///   - facet: Only those with this one.
    ///   - place: Goes on behind this one.
    /// - Returns: The items with their places.
    /// - Throws: `StoreError`.
    func items<Item: InsightItem>(
        _ type: Item.Type, of run: String, facet: String?, after place: Int?, limit: Int
    ) async throws -> [(place: Int, item: Item)] {
        try await store.read { db in
            let narrowed = facet == nil ? "" : "AND facet = ?"
            var arguments: StatementArguments = [run, Item.kind.rawValue, place ?? -1]
            if let facet { arguments += [facet] }
            arguments += [limit]
            return try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT place, document FROM insight_item WHERE run = ? AND kind = ? AND place > ? \(narrowed)
                        ORDER BY place LIMIT ?
                        """), arguments: arguments
            ).map { (place: $0[0], item: try Self.value($0[1])) }
        }
    }

    /// One item; nil where the run has none of this key.
    ///
    /// - Throws: `StoreError`.
    func item<Item: InsightItem>(_ type: Item.Type, _ key: String, of run: String) async throws -> Item? {
        try await store.read { db in
            try String.fetchOne(
                db.cachedStatement(sql: "SELECT document FROM insight_item WHERE kind = ? AND key = ? AND run = ?"),
                arguments: [Item.kind.rawValue, key, run]
            ).map { try Self.value($0) }
        }
    }

    private static func requireRunning(_ run: String, _ db: Database) throws {
        guard try Self.run(run, db).state == .running else { throw RecommenderError.runIsOver }
    }

    private static func run(_ name: String, _ db: Database) throws -> InsightRun {
        guard
            let row = try Row.fetchOne(
                db,
                sql: "SELECT state, started_at, finished_at, data_through, checksum FROM insight_run WHERE run = ?",
                arguments: [name]), let state = InsightRun.State(rawValue: row[0])
        else { throw RecommenderError.runNotFound }
        var run = InsightRun(run: name, state: state, startedAt: Timestamp(milliseconds: row[1]))
        run.finishedAt = (row[2] as Int64?).map { Timestamp(milliseconds: $0) }
        run.dataThrough = (row[3] as Int64?).map { Timestamp(milliseconds: $0) }
        run.checksum = row[4]
        run.results = try String.fetchAll(
            db, sql: "SELECT document FROM insight_result WHERE run = ? ORDER BY kind", arguments: [name]
        ).map { try value($0) }
        return run
    }

    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ text: String) throws -> Value {
        // What is wrong with the row does not matter.
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)) else {
            throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "what was found in a run")
        }
        return value
    }
}
