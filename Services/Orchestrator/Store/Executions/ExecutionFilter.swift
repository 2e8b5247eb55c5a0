import GRDB

/// Which executions a list has.
struct ExecutionFilter: Hashable, Sendable {
    /// Whose executions.
    enum Subject: Hashable, Sendable {
        case machine(Int64)
        case version(machine: Int64, Int64)
        case alias(machine: Int64, String)
        case mapRun(Int64)
    }

    /// Whether they were redriven.
    enum Redrive: String, Sendable, CaseIterable {
        case redriven = "REDRIVEN"
        case notRedriven = "NOT_REDRIVEN"
    }

    let subject: Subject
    var status: ExecutionStatus?
    var redrive: Redrive?

    /// The statement of a page.
    func statement(before number: Int64, limit: Int) -> (sql: String, StatementArguments) {
        var conditions = ["number < ?"]
        var arguments: StatementArguments = [number]
        switch subject {
        case .machine(let machine):
            conditions.append("machine = ? AND map_run IS NULL")
            arguments += [machine]
        case .version(let machine, let version):
            conditions.append("machine = ? AND version = ? AND map_run IS NULL")
            arguments += [machine, version]
        case .alias(let machine, let alias):
            conditions.append("machine = ? AND alias = ? AND map_run IS NULL")
            arguments += [machine, alias]
        case .mapRun(let mapRun):
            conditions.append("map_run = ?")
            arguments += [mapRun]
        }
        if let status {
            conditions.append("status = ?")
            arguments += [status.rawValue]
        }
        switch redrive {
        case .redriven?: conditions.append("redrive_count > 0")
        case .notRedriven?: conditions.append("redrive_count = 0")
        case nil: break
        }
        arguments += [limit]
        let sql = """
            SELECT \(ExecutionRow.columns) FROM execution WHERE \(conditions.joined(separator: " AND "))
            ORDER BY number DESC LIMIT ?
            """
        return (sql, arguments)
    }
}
