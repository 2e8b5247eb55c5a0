import GRDB
import MeshCore

/// A schedule as its row keeps it.
struct ScheduleRow: Sendable {
    let number: Int64
    let key: ScheduleKey
    let definition: JSONValue
    let createdAt: Timestamp
    let modifiedAt: Timestamp
    let anchor: Timestamp
    let plan: Int64
    let next: Timestamp?

    private static let columns = """
        number, group_name, name, definition, created_at, modified_at, anchor_at, plan, next_at
        """

    private init(_ row: Row) throws {
        number = row[0]
        key = ScheduleKey(group: row[1], name: row[2])
        definition = try JSONValue(parsing: row[3] as String)
        createdAt = Timestamp(milliseconds: row[4])
        modifiedAt = Timestamp(milliseconds: row[5])
        anchor = Timestamp(milliseconds: row[6])
        plan = row[7]
        next = (row[8] as Int64?).map(Timestamp.init(milliseconds:))
    }

    static func find(_ key: ScheduleKey, _ db: Database) throws -> ScheduleRow? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM schedule WHERE group_name = ? AND name = ?")
        return try Row.fetchOne(statement, arguments: [key.group, key.name]).map(ScheduleRow.init)
    }

    /// Those whose time has come, the longest first.
    static func due(at now: Timestamp, limit: Int, _ db: Database) throws -> [ScheduleRow] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM schedule WHERE due_at <= ? ORDER BY due_at LIMIT ?")
        return try Row.fetchAll(statement, arguments: [now.milliseconds, limit]).map(ScheduleRow.init)
    }

    /// Those that ran for times which, by the clock as it is now, are yet to come.
    static func lost(after moment: Timestamp, limit: Int, _ db: Database) throws -> [ScheduleRow] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM schedule WHERE last_at > ? ORDER BY last_at LIMIT ?")
        return try Row.fetchAll(statement, arguments: [moment.milliseconds, limit]).map(ScheduleRow.init)
    }

    /// Some schedules in the order of their groups and names.
    ///
    /// - Parameter after: The key of the last one before.
    static func list(_ filter: ScheduleFilter, after: ScheduleKey?, limit: Int, _ db: Database) throws -> [ScheduleRow]
    {
        var conditions = ["1"]
        var arguments: StatementArguments = []
        if let group = filter.group {
            conditions.append("group_name = ?")
            arguments += [group]
        }
        if let prefix = filter.prefix {
            // Names are ASCII without anything behind the letters.
            conditions.append("name >= ? AND name < ?")
            arguments += [prefix, prefix + "\u{7F}"]
        }
        if let state = filter.state {
            conditions.append("state = ?")
            arguments += [state.rawValue]
        }
        if let after {
            conditions.append("(group_name, name) > (?, ?)")
            arguments += [after.group, after.name]
        }
        arguments += [limit]
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(columns) FROM schedule WHERE \(conditions.joined(separator: " AND "))
                ORDER BY group_name, name LIMIT ?
                """)
        return try Row.fetchAll(statement, arguments: arguments).map(ScheduleRow.init)
    }
}
