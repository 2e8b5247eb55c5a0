import CatalogAPI
import GRDB
import MeshCore

/// An entry of the ledger as a row. The row's number is its place in the order of all entries.
enum MovementRow {
    static let columns = "id, sku, quantity, reason, reference, on_hand, at"

    /// The movement of a row with these columns.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``.
    static func movement(_ row: Row) throws -> StockMovement {
        let id: String = row[0]
        guard let movementID = StockMovement.ID(id), let reason = StockMovementReason(rawValue: row[3]) else {
            throw CatalogError.damagedRow("movement \(id)")
        }
        return StockMovement(
            id: movementID, sku: row[1], quantity: row[2], reason: reason, reference: row[4], onHand: row[5],
            at: Timestamp(milliseconds: row[6]))
    }

    /// Enters a movement; the level follows by the ledger's trigger.
    ///
    /// - Throws: `DatabaseError` when what is on hand after it is not the movement's ``StockMovement/onHand``.
    static func insert(_ movement: StockMovement, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO stock_movement (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            movement.id.description, movement.sku, movement.quantity, movement.reason.rawValue, movement.reference,
            movement.onHand, movement.at.milliseconds,
        ])
    }
}
