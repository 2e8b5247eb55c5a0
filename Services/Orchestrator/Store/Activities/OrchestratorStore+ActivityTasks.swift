import GRDB
import MeshCore
import MeshStore
import StatesLanguage

extension OrchestratorStore {
    static let tokenSQL = "SELECT execution, id FROM task WHERE token = ?"
    static let queuedTaskSQL = """
        SELECT execution, id, shard, token, phase, activity, task_order FROM task WHERE activity = ? AND phase = 2
        ORDER BY execution, id LIMIT 1
        """

    /// The task of a token; nil when nobody waits for it any more.
    func task(ofToken token: String) throws -> (execution: Int64, id: Int64)? {
        try store.fastRead { db in
            try Row.fetchOne(db.cachedStatement(sql: Self.tokenSQL), arguments: [token])
                .map { ($0["execution"], $0["id"]) }
        }
    }

    /// Whether a task waits for the workers of an activity.
    func hasQueuedTask(_ activity: Int64) throws -> Bool {
        try store.fastRead { db in
            try Row.fetchOne(db.cachedStatement(sql: Self.queuedTaskSQL), arguments: [activity]) != nil
        }
    }

    /// Gives the oldest task of an activity to a worker, once, and leaves the message for its execution.
    func takeTask(from activity: Int64, worker: String?) async throws -> (task: ActivityTask, shard: Int64)? {
        try await store.write { db in
            guard let row = try Row.fetchOne(db.cachedStatement(sql: Self.queuedTaskSQL), arguments: [activity]),
                let token: String = row["token"]
            else { return nil }
            let (execution, id, shard): (Int64, Int64, Int64) = (row["execution"], row["id"], row["shard"])
            try db.cachedStatement(sql: "UPDATE task SET phase = 1 WHERE execution = ? AND id = ?")
                .execute(arguments: [execution, id])
            try StepWriter.send(
                Mail(shard: shard, execution: execution, message: .taskStarted(id, worker: worker)), db)
            return (ActivityTask(token: token, input: try Self.task(row).order.arguments.text), shard)
        }
    }
}
