import GRDB
import MeshCore

/// A group of schedules as its row keeps it.
struct ScheduleGroupRow: Sendable {
    let name: String
    let createdAt: Timestamp
    let modifiedAt: Timestamp
    let isDeleting: Bool

    private init(_ row: Row) {
        name = row[0]
        createdAt = Timestamp(milliseconds: row[1])
        modifiedAt = Timestamp(milliseconds: row[2])
        isDeleting = row[3]
    }

    static func find(_ name: String, _ db: Database) throws -> ScheduleGroupRow? {
        let statement = try db.cachedStatement(
            sql: "SELECT name, created_at, modified_at, deleting FROM schedule_group WHERE name = ?")
        return try Row.fetchOne(statement, arguments: [name]).map(ScheduleGroupRow.init)
    }

    static func list(prefix: String, after: String, limit: Int, _ db: Database) throws -> [ScheduleGroupRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT name, created_at, modified_at, deleting FROM schedule_group
                WHERE name > ? AND name >= ? AND name < ? ORDER BY name LIMIT ?
                """)
        return try Row.fetchAll(statement, arguments: [after, prefix, prefix + "\u{7F}", limit])
            .map(ScheduleGroupRow.init)
    }
}
