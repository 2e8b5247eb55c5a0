import GRDB
import MeshCore
import StatesLanguage

@testable import Orchestrator

/// What holds at the end, whatever has happened.
extension WorkflowSimulation {
    /// How an execution that was asked for has ended.
    struct Ending: Equatable {
        let status: ExecutionStatus
        let output: String?
        let hasFailures: Bool
    }

    /// Everything that is wrong.
    func check() throws -> [String] {
        var found = violations
        let records = try world.disk.read { db in
            try Row.fetchAll(db, sql: "SELECT \(ExecutionRow.columns) FROM execution ORDER BY number")
                .map { try ExecutionRow.record($0, db) }
        }
        let names = records.filter { $0.machineName == "main" && $0.item == nil }.map(\.name)
        let wanted = (0..<plan.executions).map { "e\($0)" }
        if names.sorted() != wanted { found.append("\(wanted) were started, and there are \(names)") }
        for record in records where record.kind.isDurable { found += try check(record) }
        for record in records where !record.kind.isDurable { found.append("the express \(record.name) was left") }
        found += try leftovers()
        if !plan.setsClock { found += try lateStops() }
        for task in world.changedTasks { found.append("task \(task) was done under several tokens") }
        found += try nested(records)
        return found
    }

    /// How the executions have ended that were asked for.
    func endings() throws -> [String: Ending] {
        try world.disk.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT \(ExecutionRow.columns) FROM execution WHERE machine_name = 'main' AND map_run IS NULL")
            return try rows.reduce(into: [:]) { endings, row in
                let record = try ExecutionRow.record(row, db)
                let history = try Self.history(of: record.number, db)
                let failures = history.contains { event in
                    ["Failed", "Aborted", "TimedOut"].contains { event.type.rawValue.hasSuffix($0) }
                }
                endings[record.name] = Ending(status: record.status, output: record.output, hasFailures: failures)
            }
        }
    }

    private static func history(of execution: Int64, _ db: Database) throws -> [RecordedEvent] {
        try Row.fetchAll(
            db, sql: "SELECT events FROM history WHERE execution = ? ORDER BY first", arguments: [execution]
        ).flatMap { try RecordedEvent.read($0.bytes("events"), of: execution, db) }
    }

    private func check(_ record: ExecutionRecord) throws -> [String] {
        let name = "\(record.machineName)/\(record.name)"
        var found: [String] = []
        let history = try world.disk.read { try Self.history(of: record.number, $0) }
        guard !record.status.isOpen else {
            return ["\(name) is \(record.status.text) after \(history.suffix(4).map(\.type.rawValue))"]
        }
        if history.map(\.id) != Array(1...max(1, Int64(history.count))) { found.append("\(name): ids have gaps") }
        for event in history where event.previousID >= event.id { found.append("\(name): \(event.id) points ahead") }
        for (one, next) in zip(history, history.dropFirst()) where next.timestamp < one.timestamp && !plan.setsClock {
            found.append("\(name): the time of \(next.id) goes back")
        }
        let ends: [HistoryEventType] = [
            .executionSucceeded, .executionFailed, .executionTimedOut, .executionAborted,
        ]
        let ended = history.filter { ends.contains($0.type) }
        if ended.count != 1 + Int(record.redriveCount) { found.append("\(name) has ended \(ended.count) times") }
        if history.last?.type != Self.end(record.status) {
            found.append("\(name) is \(record.status.text), its last event \(history.last?.type.rawValue ?? "none")")
        }
        // Nothing was done for it that is not written down.
        let scheduled = history.filter { [.taskScheduled, .lambdaFunctionScheduled].contains($0.type) }.count
        let tokens = world.tokens(of: record.number).count
        if tokens > scheduled { found.append("\(name): \(tokens) tasks were done, and \(scheduled) scheduled") }
        // A wait that is redriven goes on where it was.
        if !plan.setsClock, record.redriveCount == 0 { found += lateTimers(name, history) }
        return found
    }

    private static func end(_ status: ExecutionStatus) -> HistoryEventType? {
        switch status {
        case .succeeded: .executionSucceeded
        case .failed: .executionFailed
        case .timedOut: .executionTimedOut
        case .aborted: .executionAborted
        case .running, .pendingRedrive: nil
        }
    }

    /// Waits that ended more than a second late, and a second after the last trouble before that.
    private func lateTimers(_ name: String, _ history: [RecordedEvent]) -> [String] {
        var entered: [Int64: Timestamp] = [:]
        var found: [String] = []
        for event in history {
            switch event.type {
            case .waitStateEntered: entered[event.id] = event.timestamp
            case .waitStateExited:
                guard let begun = entered[event.previousID], let state = event.details?["name"]?.stringValue,
                    let seconds = plan.seconds(ofWait: state)
                else { continue }
                let due = begun + .seconds(seconds)
                if event.timestamp < due { found.append("\(name): \(state) ended before its time") }
                if event.timestamp > excused(due, by: event.timestamp) + .seconds(1) {
                    found.append("\(name): \(state) ended \(due.duration(to: event.timestamp)) late")
                }
            default: break
            }
        }
        return found
    }

    /// When what was due may have happened that has happened at a moment: after the last trouble before that.
    func excused(_ due: Timestamp, by moment: Timestamp) -> Timestamp {
        unrest.filter { $0.from <= moment && $0.to >= due }.map(\.to).reduce(due, max)
    }

    /// Items that ended more than a second after their map run had failed or was aborted.
    private func lateStops() throws -> [String] {
        try world.disk.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT e.name, e.stopped_at, m.stopped_at AS due FROM execution e JOIN map_run m ON m.number = e.map_run
                    WHERE m.status > 2 AND m.redriven_at IS NULL AND e.stopped_at IS NOT NULL ORDER BY e.number
                    """
            ).compactMap { row in
                let (due, stopped) = (row.moment("due"), row.moment("stopped_at"))
                guard stopped > excused(due, by: stopped) + .seconds(1) else { return nil }
                return "item \(row["name"] as String) was stopped \(due.duration(to: stopped)) late"
            }
        }
    }

    /// Rows that nobody needs any more.
    private func leftovers() throws -> [String] {
        try world.disk.read { db in
            let questions = [
                "timers": "SELECT count(*) FROM timer",
                "tasks": "SELECT count(*) FROM task",
                "messages": "SELECT count(*) FROM mail",
                "map runs": "SELECT count(*) FROM map_run WHERE status < 2",
                "states of successes": """
                SELECT count(*) FROM execution_state s JOIN execution e ON e.number = s.execution WHERE e.status = 1
                """,
                "unfinished states": """
                SELECT count(*) FROM execution_state s JOIN execution e ON e.number = s.execution
                WHERE s.more = 1 AND e.status > 0
                """,
                "items of succeeded map runs": """
                SELECT count(*) FROM map_item i JOIN map_run m ON m.number = i.map_run WHERE m.status = 2 AND i.status < 2
                """,
                "running items of ended map runs": """
                SELECT count(*) FROM map_item i JOIN map_run m ON m.number = i.map_run WHERE m.status > 2 AND i.status = 1
                """,
            ]
            return try questions.sorted { $0.key < $1.key }.compactMap { what, sql in
                let count = try Int.fetchOne(db, sql: sql) ?? 0
                return count == 0 ? nil : "\(count) \(what) are left"
            }
        }
    }

    /// A task that starts an execution starts one.
    private func nested(_ records: [ExecutionRecord]) throws -> [String] {
        let parents = records.compactMap(\.parent).map { "\($0.execution)/\($0.task)" }
        return Set(parents).count == parents.count ? [] : ["a task has started two executions"]
    }
}
