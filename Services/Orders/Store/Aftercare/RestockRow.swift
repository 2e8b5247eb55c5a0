import GRDB
import MeshCore
import OrdersAPI

/// Goods that go back into stock, as rows.
enum RestockRow {
    /// - Parameter due: When they are taken up if nobody has put them back before.
    static func insert(_ units: [UnitCount], reference: String, due: Timestamp, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO restock (reference, sku, quantity, due_at) VALUES (?, ?, ?, ?)")
        for unit in units {
            try statement.execute(arguments: [reference, unit.sku, unit.quantity, due.milliseconds])
        }
    }

    static func pending(of reference: String, _ db: Database) throws -> [Restock] {
        let statement = try db.cachedStatement(
            sql: "SELECT reference, sku, quantity, attempts FROM restock WHERE reference = ? AND due_at IS NOT NULL")
        return try Row.fetchAll(statement, arguments: [reference]).map(restock)
    }

    static let dueSQL = """
        SELECT reference, sku, quantity, attempts FROM restock
        WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at LIMIT ?
        """

    static func due(by now: Timestamp, limit: Int, _ db: Database) throws -> [Restock] {
        try Row.fetchAll(db.cachedStatement(sql: dueSQL), arguments: [now.milliseconds, limit]).map(restock)
    }

    static func finish(_ restock: Restock, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE restock SET due_at = NULL, done_at = ? WHERE reference = ? AND sku = ?")
            .execute(arguments: [now.milliseconds, restock.reference, restock.units.sku])
    }

    static func postpone(_ restock: Restock, until due: Timestamp, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE restock SET attempts = attempts + 1, due_at = ?
                WHERE reference = ? AND sku = ? AND due_at IS NOT NULL
                """
        ).execute(arguments: [due.milliseconds, restock.reference, restock.units.sku])
    }

    private static func restock(_ row: Row) -> Restock {
        Restock(reference: row[0], units: UnitCount(sku: row[1], quantity: row[2]), attempts: row[3])
    }
}
