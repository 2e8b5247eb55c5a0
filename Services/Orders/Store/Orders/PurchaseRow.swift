import GRDB
import MeshCore
import OrdersAPI

/// What an account bought, counted as it buys, so that nobody has to count through its orders.
enum PurchaseRow {
    static let columns = "account, sku, product_id, title, quantity, orders, first_at, last_at"

    static func purchase(_ row: Row) -> Purchase {
        Purchase(
            account: row[0], sku: row[1], productId: row[2], title: row[3], quantity: row[4], orders: row[5],
            firstAt: Timestamp(milliseconds: row[6]), lastAt: Timestamp(milliseconds: row[7]))
    }

    /// Counts an order that was paid; a guest's counts for nobody.
    static func add(_ order: Order, _ db: Database) throws {
        guard let account = order.account, let paidAt = order.paidAt else { return }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO purchase (\(columns)) VALUES (?, ?, ?, ?, ?, 1, ?, ?)
                ON CONFLICT (account, sku) DO UPDATE SET quantity = quantity + excluded.quantity, orders = orders + 1,
                product_id = excluded.product_id, title = excluded.title, last_at = max(last_at, excluded.last_at)
                """)
        for line in order.lines {
            try statement.execute(arguments: [
                account, line.sku, line.productId, line.title, line.quantity, paidAt.milliseconds, paidAt.milliseconds,
            ])
        }
    }

    /// Takes units out of the count that were not kept.
    static func remove(_ units: [UnitCount], of order: Order, _ db: Database) throws {
        guard let account = order.account else { return }
        let statement = try db.cachedStatement(
            sql: "UPDATE purchase SET quantity = max(0, quantity - ?) WHERE account = ? AND sku = ?")
        for unit in units { try statement.execute(arguments: [unit.quantity, account, unit.sku]) }
    }
}
