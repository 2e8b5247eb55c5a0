import GRDB
import MeshCore
import MeshStore
import StatesLanguage

extension OrchestratorStore {
    static let pendingTasksSQL = """
        SELECT execution, phase, activity, task_order FROM task
        WHERE shard = ? AND phase = 0 AND execution > ? ORDER BY execution LIMIT ?
        """
    static let dueTimersSQL = """
        SELECT execution, id, due_at FROM timer WHERE shard = ? AND due_at < ? ORDER BY due_at LIMIT ?
        """
    static let mailSQL =
        "SELECT number, execution, content FROM mail WHERE shard = ? AND number > ? ORDER BY number LIMIT ?"

    /// Tasks of a shard that somebody must do, after an execution. A page may end within an execution's tasks; the rest of
    /// them comes with it.
    func pendingTasks(
        of shard: Int64, after execution: Int64, limit: Int
    ) async throws -> [(execution: Int64, TaskEntry)] {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: Self.pendingTasksSQL), arguments: [shard, execution, limit])
            guard rows.count == limit, let last = rows.last?["execution"] as Int64? else {
                return try rows.map { ($0["execution"], try Self.task($0)) }
            }
            let rest = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT execution, phase, activity, task_order FROM task WHERE execution = ? AND phase = 0"),
                arguments: [last])
            return try (rows.filter { $0["execution"] != last } + rest).map { ($0["execution"], try Self.task($0)) }
        }
    }

    /// The timers of a shard that are due before a moment, the earliest first.
    func timers(of shard: Int64, before moment: Timestamp, limit: Int) async throws -> [TimerEntry] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: Self.dueTimersSQL), arguments: [shard, moment.milliseconds, limit]
            ).map { row in
                TimerEntry(key: .init(execution: row["execution"], timer: row["id"]), due: row.moment("due_at"))
            }
        }
    }

    /// Messages to the executions of a shard, the oldest first.
    func mail(of shard: Int64, after number: Int64, limit: Int) throws -> [(number: Int64, Mail)] {
        try store.fastRead { db in
            try Row.fetchAll(db.cachedStatement(sql: Self.mailSQL), arguments: [shard, number, limit]).map { row in
                let content = row.bytes("content")
                let message = try ExecutionMessage(json: try JSONValue(parsing: content, limits: Self.ownLimits))
                return (row["number"], Mail(shard: shard, execution: row["execution"], message: message))
            }
        }
    }

    /// What we wrote ourselves may be longer than what a client sends.
    static let ownLimits = JSONLimits(depth: 512, byteCount: 1 << 30)

    /// Executions of a shard whose machines must be called again without anything happening.
    func unfinishedExecutions(of shard: Int64) async throws -> [Int64] {
        try await store.read { db in
            try Int64.fetchAll(
                db.cachedStatement(sql: "SELECT execution FROM execution_state WHERE shard = ? AND more = 1"),
                arguments: [shard])
        }
    }

    /// Express executions of a shard that somebody ran who is gone.
    func expressExecutions(of shard: Int64) async throws -> [ExecutionRecord] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT \(ExecutionRow.columns) FROM execution WHERE shard = ? AND kind = 1 AND status = 0"),
                arguments: [shard]
            ).map { try ExecutionRow.record($0, db) }
        }
    }

    /// Executions of a shard that have map runs which have not ended.
    func executionsWithMapRuns(of shard: Int64) async throws -> [Int64] {
        try await store.read { db in
            try Int64.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT DISTINCT execution FROM map_run
                        WHERE status < 2 AND (SELECT shard FROM execution WHERE number = map_run.execution) = ?
                        """),
                arguments: [shard])
        }
    }

    /// Forgets an express execution that has ended.
    func forgetExpress(_ numbers: [Int64]) async throws {
        try await store.write { db in
            let delete = try db.cachedStatement(sql: "DELETE FROM execution WHERE number = ?")
            for number in numbers { try delete.execute(arguments: [number]) }
        }
    }

    /// Leaves a message for an execution, whoever holds its shard.
    func send(_ mail: Mail) async throws {
        try await store.write { db in try StepWriter.send(mail, db) }
    }
}
