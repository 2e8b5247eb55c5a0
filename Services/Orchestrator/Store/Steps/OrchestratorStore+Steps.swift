import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    /// Writes what executions of a shard did, all of it or nothing, provided that the shard is still ours.
    ///
    /// - Returns: What came of each step, in their order.
    /// - Throws: `StoreError/leaseLost(name:fence:)` when the shard has changed hands; `StoreError`.
    func write(_ steps: [StepWrite], under lease: ShardLease) async throws -> [StepResult] {
        try await store.write { db in
            try Self.guardWrite(by: lease, db)
            let writer = StepWriter(db)
            return try steps.map(writer.write)
        }
    }

    /// Makes a transaction depend on a shard.
    static func guardWrite(by lease: ShardLease, _ db: Database) throws {
        let fence = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT fence FROM shard WHERE number = ?"), arguments: [lease.shard])
        guard fence == lease.fence else {
            throw StoreError.leaseLost(name: "shard/\(lease.shard)", fence: lease.fence)
        }
    }
}
