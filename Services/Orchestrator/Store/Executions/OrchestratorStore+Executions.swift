import FoundationEssentials
import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    static let executionSQL = "SELECT \(ExecutionRow.columns) FROM execution WHERE number = ?"
    static let namedExecutionSQL = """
        SELECT \(ExecutionRow.columns) FROM execution WHERE machine_name = ? AND label = ? AND name = ?
        """

    /// An execution with its texts; nil when there is none of this number.
    ///
    /// - Throws: `StoreError`; ``OrchestratorError/damagedRow(_:)``.
    func execution(_ number: Int64) throws -> ExecutionRecord? {
        try store.fastRead { db in
            try Row.fetchOne(db.cachedStatement(sql: Self.executionSQL), arguments: [number])
                .map { try ExecutionRow.record($0, db) }
        }
    }

    /// An execution by its name; nil when there is none.
    ///
    /// - Throws: `StoreError`; ``OrchestratorError/damagedRow(_:)``.
    func execution(_ name: String, label: String? = nil, ofMachine machine: String) throws -> ExecutionRecord? {
        try store.fastRead { db in
            try Row.fetchOne(
                db.cachedStatement(sql: Self.namedExecutionSQL), arguments: [machine, label ?? "", name]
            ).map { try ExecutionRow.record($0, db) }
        }
    }

    /// The state of an execution; nil when it has none (it succeeded, or its steps are not kept).
    func state(of execution: Int64) throws -> [UInt8]? {
        try store.fastRead { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT state FROM execution_state WHERE execution = ?"),
                arguments: [execution]
            ).map { Array($0) }
        }
    }

    /// The tasks of an execution that have not ended.
    func tasks(of execution: Int64) throws -> [TaskEntry] {
        try store.fastRead { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "SELECT phase, activity, task_order FROM task WHERE execution = ?"),
                arguments: [execution]
            ).map(Self.task)
        }
    }

    static func task(_ row: Row) throws -> TaskEntry {
        guard let phase = TaskPhase(rawValue: row["phase"]) else {
            throw OrchestratorError.damagedRow("phase of a task")
        }
        let bytes = row.bytes("task_order")
        return TaskEntry(
            order: try .init(json: try JSONValue(parsing: bytes)), phase: phase, activity: row["activity"])
    }

    /// The greatest number of an execution or a map run; 0 when there is none.
    func lastNumber() throws -> Int64 {
        try store.fastRead { db in
            try Int64.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT max(coalesce((SELECT max(number) FROM execution), 0),
                            coalesce((SELECT max(number) FROM map_run), 0))
                        """)) ?? 0
        }
    }

    /// Executions that pass a filter, the newest first.
    ///
    /// - Throws: `StoreError`; ``OrchestratorError/damagedRow(_:)``.
    func executions(_ filter: ExecutionFilter, before number: Int64, limit: Int) async throws -> [ExecutionRecord] {
        try await store.read { db in
            let (sql, arguments) = filter.statement(before: number, limit: limit)
            return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map(ExecutionRow.summary)
        }
    }

    /// The events of an execution as they were recorded, chunk by chunk.
    ///
    /// - Parameters:
    ///   - event: The first to read (the last, when the newest come first).
    ///   - limit: Chunks to read; every one has an event at least.
    func history(
        of execution: Int64, from event: Int64, newestFirst: Bool, limit: Int
    ) async throws -> [RecordedEvent] {
        let sql =
            newestFirst
            ? "SELECT events FROM history WHERE execution = ? AND first <= ? ORDER BY first DESC LIMIT ?"
            : """
            SELECT events FROM history WHERE execution = ?1 AND first >=
                coalesce((SELECT max(first) FROM history WHERE execution = ?1 AND first <= ?2), 0) ORDER BY first LIMIT ?3
            """
        return try await store.read { db in
            var events: [RecordedEvent] = []
            let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [execution, event, limit])
            while events.count < limit, let row = try rows.next() {
                let bytes = row.bytes("events")
                let chunk = try RecordedEvent.read(bytes, of: execution, db)
                let wanted = chunk.filter { newestFirst ? $0.id <= event : $0.id >= event }
                events += newestFirst ? wanted.reversed() : wanted
            }
            return Array(events.prefix(limit))
        }
    }
}
