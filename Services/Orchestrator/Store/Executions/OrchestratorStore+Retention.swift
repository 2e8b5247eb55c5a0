import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    static let stoppedSQL = "SELECT number FROM execution WHERE stopped_at < ? ORDER BY stopped_at LIMIT ?"

    /// Removes some of the executions that ended before a moment: histories, payloads and map runs go with them.
    ///
    /// - Parameter limit: Rows that one transaction removes at most.
    /// - Returns: Whether there may be more.
    /// - Throws: `StoreError`.
    func removeExecutions(endedBefore moment: Timestamp, limit: Int) async throws -> Bool {
        let oldest = try store.fastRead { db in
            try Int64.fetchOne(db.cachedStatement(sql: Self.stoppedSQL), arguments: [moment.milliseconds, 1])
        }
        guard oldest != nil else { return false }
        return try await store.write { db in
            let ended = try Int64.fetchAll(
                db.cachedStatement(sql: Self.stoppedSQL), arguments: [moment.milliseconds, limit])
            var removal = ExecutionRemoval(db, rows: limit)
            try removal.remove(ended)
            return removal.isFull
        }
    }
}
