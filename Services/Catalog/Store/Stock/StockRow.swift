import CatalogAPI
import GRDB
import MeshCore

/// A stock level as a row.
enum StockRow {
    static let columns = "sku, on_hand, reserved, version, updated_at"

    /// The level of a row with these columns.
    static func level(_ row: Row) -> StockLevel {
        StockLevel(
            sku: row[0], onHand: row[1], reserved: row[2], version: row[3],
            updatedAt: Timestamp(milliseconds: row[4]))
    }

    /// The level of an SKU; nil when it was never stocked.
    static func find(_ sku: String, _ db: Database) throws -> StockLevel? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM stock WHERE sku = ?")
        return try Row.fetchOne(statement, arguments: [sku]).map(level)
    }

    /// Makes the row of an SKU, with nothing in it.
    static func insert(_ sku: String, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT INTO stock (sku, on_hand, reserved, version, updated_at) VALUES (?, 0, 0, 0, ?)"
        ).execute(arguments: [sku, now.milliseconds])
    }

    /// Keeps units, if there are so many: one statement both looks and takes, so nothing can come between.
    ///
    /// - Returns: The level after it; nil when there are too few.
    static func reserve(_ quantity: Int64, of sku: String, at now: Timestamp, _ db: Database) throws -> StockLevel? {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE stock SET reserved = reserved + ?1, version = version + 1, updated_at = max(updated_at, ?3)
                WHERE sku = ?2 AND on_hand - reserved >= ?1 RETURNING \(columns)
                """)
        return try Row.fetchOne(statement, arguments: [quantity, sku, now.milliseconds]).map(level)
    }

    /// Gives kept units back.
    ///
    /// - Returns: The level after it.
    /// - Throws: ``CatalogError/damagedRow(_:)``, `DatabaseError` when fewer are kept.
    static func unreserve(_ quantity: Int64, of sku: String, at now: Timestamp, _ db: Database) throws -> StockLevel {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE stock SET reserved = reserved - ?1, version = version + 1, updated_at = max(updated_at, ?3)
                WHERE sku = ?2 RETURNING \(columns)
                """)
        guard let row = try Row.fetchOne(statement, arguments: [quantity, sku, now.milliseconds]) else {
            throw CatalogError.damagedRow("stock \(sku)")
        }
        return level(row)
    }
}
