import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    /// When an execution went on by a request; nil when it did not, or too long ago.
    ///
    /// - Throws: `StoreError`.
    func redriveDate(of execution: Int64, token: String) throws -> Timestamp? {
        let now = clock.now()
        return try store.fastRead { db in try RedriveTokens.moment(of: token, execution, at: now, db) }
    }

    /// The execution that a task has started, while it runs.
    ///
    /// - Throws: `StoreError`.
    func openExecution(of task: Int64, parent: Int64) throws -> Int64? {
        try store.fastRead { db in
            // The two lowest bits of what is kept of the task tell what it wants to know.
            try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT number FROM execution WHERE parent = ? AND status = 0 AND parent_task >> 2 = ?"),
                arguments: [parent, task])
        }
    }
}
