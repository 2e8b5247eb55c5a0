import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    /// Who holds which shard.
    func holdings() throws -> [ShardPlan.Holding] {
        try store.fastRead { db in
            try Row.fetchAll(db.cachedStatement(sql: "SELECT number, owner FROM shard ORDER BY number"))
                .map { ShardPlan.Holding(shard: $0["number"], owner: $0["owner"]) }
        }
    }

    /// The instances that have told of themselves.
    func instances() throws -> [InstanceRecord] {
        try store.fastRead { db in
            try Row.fetchAll(db.cachedStatement(sql: "SELECT owner, bell, seen_at FROM instance")).map { row in
                InstanceRecord(
                    owner: row["owner"], bell: Int(row["bell"] as String) ?? 0, seenAt: row.moment("seen_at"))
            }
        }
    }

    /// Tells the others of an instance, and that it lives.
    func announce(_ instance: InstanceRecord) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO instance (owner, bell, seen_at) VALUES (?, ?, ?)")
                .execute(arguments: [instance.owner, String(instance.bell), instance.seenAt.milliseconds])
        }
    }

    /// Takes shards that are still as they were seen, and forgets instances that are gone.
    func take(_ holdings: [ShardPlan.Holding], for owner: String, gone: [String]) async throws -> [ShardLease] {
        try await store.write { db in
            for instance in gone {
                try db.cachedStatement(sql: "DELETE FROM instance WHERE owner = ?").execute(arguments: [instance])
                try HoldBook.forget(instance, db)
            }
            return try holdings.compactMap { holding in
                try db.cachedStatement(
                    sql:
                        "UPDATE shard SET owner = ?1, fence = fence + 1 WHERE number = ?2 AND (owner IS ?3 OR owner = ?1)"
                ).execute(arguments: [owner, holding.shard, holding.owner])
                guard db.changesCount == 1 else { return nil }
                let fence = try Int64.fetchOne(
                    db.cachedStatement(sql: "SELECT fence FROM shard WHERE number = ?"), arguments: [holding.shard])
                return fence.map { ShardLease(shard: holding.shard, fence: $0) }
            }
        }
    }

    /// Gives shards up that are still ours.
    func release(_ leases: [ShardLease], leaving owner: String? = nil) async throws {
        try await store.write { db in
            for lease in leases {
                try db.cachedStatement(sql: "UPDATE shard SET owner = NULL WHERE number = ? AND fence = ?")
                    .execute(arguments: [lease.shard, lease.fence])
            }
            if let owner {
                try db.cachedStatement(sql: "DELETE FROM instance WHERE owner = ?").execute(arguments: [owner])
                try HoldBook.forget(owner, db)
            }
        }
    }
}
