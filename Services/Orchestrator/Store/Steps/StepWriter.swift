import GRDB
import MeshCore
import MeshStore
import StatesLanguage

/// Writes the steps of a shard's executions within a transaction.
struct StepWriter {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// Writes a step.
    ///
    /// - Throws: `DatabaseError`.
    func write(_ step: StepWrite) throws -> StepResult {
        // What goes on may end in the same step.
        if let redrive = step.redrive {
            try goOn(step.execution, count: redrive.count, at: redrive.at)
            if let token = redrive.token { try RedriveTokens.keep(token, of: step.execution, at: redrive.at, db) }
        }
        if let record = step.beginning {
            var payloads = step.payloads
            let input = StoredText(record.input, payloads: &payloads)
            let output = step.ending?.output.map { StoredText($0, payloads: &payloads) }
            guard try begin(record, input: input, output: output, ending: step.ending) else { return .nameTaken }
            try keep(payloads, of: step.execution)
        } else if let ending = step.ending {
            var payloads = step.payloads
            let output = ending.output.map { StoredText($0, payloads: &payloads) }
            try keep(payloads, of: step.execution)
            try end(step.execution, ending, output: output)
        } else {
            try keep(step.payloads, of: step.execution)
        }
        if let history = step.history { try record(history, of: step.execution) }
        try remember(step)
        try writeTimers(step)
        try writeTasks(step)
        try writeMail(step)
        for change in step.mapRuns { try MapRunRow.write(change, db) }
        return .done
    }

    private func begin(
        _ record: ExecutionRecord, input: StoredText, output: StoredText?, ending: ExecutionEnding?
    ) throws -> Bool {
        var insert = try BulkStatement(
            """
            INSERT OR IGNORE INTO execution (number, shard, machine, machine_name, label, name, revision, version, alias,
                kind, status, map_run, item, item_count, parent, parent_task, started_at, stopped_at, input, output,
                error, cause, trace_header)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, db)
        insert.bind(record.number)
        insert.bind(record.shard)
        insert.bind(record.machine)
        insert.bind(record.machineName)
        // Express executions of one name are many.
        insert.bind(record.kind.isDurable ? record.label ?? "" : "express/\(record.number)")
        insert.bind(record.name)
        insert.bind(record.revision)
        insert.bind(record.version)
        insert.bind(record.alias)
        insert.bind(record.kind.rawValue)
        insert.bind((ending?.status ?? record.status).rawValue)
        insert.bind(record.item?.mapRun)
        insert.bind(record.item?.index)
        insert.bind(record.item?.count)
        insert.bind(record.parent?.execution)
        // The lowest bits tell what it wants to know.
        insert.bind(record.parent.map { $0.task << 2 | $0.interest.rawValue })
        insert.bind(record.startedAt.milliseconds)
        insert.bind(ending?.stoppedAt.milliseconds)
        input.bind(to: &insert)
        if let output { output.bind(to: &insert) } else { insert.bindNull() }
        insert.bind(ending?.error)
        insert.bind(ending?.cause)
        insert.bind(record.traceHeader)
        try insert.run(db)
        return db.changesCount == 1
    }

    private func end(_ execution: Int64, _ ending: ExecutionEnding, output: StoredText?) throws {
        var update = try BulkStatement(
            "UPDATE execution SET status = ?, stopped_at = ?, output = ?, error = ?, cause = ? WHERE number = ?", db)
        update.bind(ending.status.rawValue)
        update.bind(ending.stoppedAt.milliseconds)
        if let output { output.bind(to: &update) } else { update.bindNull() }
        update.bind(ending.error)
        update.bind(ending.cause)
        update.bind(execution)
        try update.run(db)
        try delete("DELETE FROM timer WHERE execution = ?", execution)
        try delete("DELETE FROM task WHERE execution = ?", execution)
        // Who succeeded is never redriven.
        if ending.status == .succeeded { try delete("DELETE FROM execution_state WHERE execution = ?", execution) }
    }

    private func delete(_ sql: String, _ execution: Int64, _ id: Int64? = nil) throws {
        var statement = try BulkStatement(sql, db)
        statement.bind(execution)
        if let id { statement.bind(id) }
        try statement.run(db)
    }

    private func goOn(_ execution: Int64, count: Int64, at now: Timestamp) throws {
        var update = try BulkStatement(
            """
            UPDATE execution SET status = 0, stopped_at = NULL, output = NULL, error = NULL, cause = NULL,
                redrive_count = ?, redriven_at = ? WHERE number = ?
            """, db)
        update.bind(count)
        update.bind(now.milliseconds)
        update.bind(execution)
        try update.run(db)
    }

    private func keep(_ payloads: PayloadSet, of execution: Int64) throws {
        for (hash, bytes) in payloads.bytes {
            var insert = try BulkStatement(
                "INSERT OR IGNORE INTO payload (execution, hash, bytes) VALUES (?, ?, ?)", db)
            insert.bind(execution)
            insert.bind(hash)
            insert.bind(bytes)
            try insert.run(db)
        }
    }

    private func record(_ history: HistoryChunk, of execution: Int64) throws {
        var insert = try BulkStatement("INSERT INTO history (execution, first, last, events) VALUES (?, ?, ?, ?)", db)
        insert.bind(execution)
        insert.bind(history.first)
        insert.bind(history.last)
        insert.bind(history.bytes)
        try insert.run(db)
    }

    private func remember(_ step: StepWrite) throws {
        guard let state = step.state else { return }
        var insert = try BulkStatement(
            "INSERT OR REPLACE INTO execution_state (execution, shard, state, more) VALUES (?, ?, ?, ?)", db)
        insert.bind(step.execution)
        insert.bind(step.shard)
        insert.bind(state.bytes)
        insert.bind(state.hasMore ? 1 : 0)
        try insert.run(db)
    }

    private func writeTimers(_ step: StepWrite) throws {
        for id in step.cancelledTimers {
            try delete("DELETE FROM timer WHERE execution = ? AND id = ?", step.execution, id)
        }
        for timer in step.timers {
            var insert = try BulkStatement(
                "INSERT OR REPLACE INTO timer (execution, id, shard, due_at) VALUES (?, ?, ?, ?)", db)
            insert.bind(step.execution)
            insert.bind(timer.id)
            insert.bind(step.shard)
            insert.bind(timer.due.milliseconds)
            try insert.run(db)
        }
    }

    private func writeTasks(_ step: StepWrite) throws {
        for id in step.endedTasks { try delete("DELETE FROM task WHERE execution = ? AND id = ?", step.execution, id) }
        for task in step.tasks {
            var insert = try BulkStatement(
                """
                INSERT OR REPLACE INTO task (execution, id, shard, phase, activity, token, task_order)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, db)
            insert.bind(step.execution)
            insert.bind(task.order.id.number)
            insert.bind(step.shard)
            insert.bind(task.phase.rawValue)
            insert.bind(task.activity)
            insert.bind(task.order.taskToken)
            insert.bind(task.order.json.utf8)
            try insert.run(db)
        }
        for id in step.waitingTasks {
            var update = try BulkStatement("UPDATE task SET phase = 1 WHERE execution = ? AND id = ?", db)
            update.bind(step.execution)
            update.bind(id)
            try update.run(db)
        }
    }

    private func writeMail(_ step: StepWrite) throws {
        for number in step.takenMail { try delete("DELETE FROM mail WHERE number = ?", number) }
        for mail in step.sentMail { try Self.send(mail, db) }
    }

    /// Leaves a message for an execution.
    static func send(_ mail: Mail, _ db: Database) throws {
        var insert = try BulkStatement("INSERT INTO mail (shard, execution, content) VALUES (?, ?, ?)", db)
        insert.bind(mail.shard)
        insert.bind(mail.execution)
        insert.bind(mail.message.json.utf8)
        try insert.run(db)
    }
}
