import GRDB
import MeshCore
import MeshStore
import OrdersAPI

/// Paid orders that are to be fulfilled.
extension OrdersStore {
    static let fulfilmentSQL = "SELECT order_id FROM fulfilment WHERE due_at <= ? ORDER BY due_at LIMIT ?"

    /// Notes that an order is to be fulfilled, in the transaction that makes it paid.
    func wantFulfilment(of order: Order, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO fulfilment (order_id, due_at) VALUES (?, ?)")
            .execute(arguments: [order.id.description, order.updatedAt.milliseconds])
    }

    /// Orders whose fulfilment is to be started, the longest due first. One that was cancelled meanwhile is among them.
    ///
    /// - Throws: ``OrdersError/damagedRow(_:)``; `StoreError`.
    func dueFulfilments(limit: Int) throws -> [Order] {
        try store.fastRead { [clock] db in
            let ids = try String.fetchAll(
                db.cachedStatement(sql: Self.fulfilmentSQL), arguments: [clock.now().milliseconds, limit])
            return try ids.map { text in
                guard let id = Order.ID(text), let order = try OrderRow.find(id, db) else {
                    throw OrdersError.damagedRow("\(text) is to be fulfilled and is not there")
                }
                return order
            }
        }
    }

    /// Writes down what came of starting fulfilments.
    ///
    /// - Parameters:
    ///   - done: Those of which nothing is left to be done.
    ///   - failed: Those that are tried again, after pauses that double up to an hour.
    /// - Throws: `StoreError`.
    func settleFulfilments(done: [Order.ID], failed: [Order.ID]) async throws {
        try await store.write { [clock] db in
            let removal = try db.cachedStatement(sql: "DELETE FROM fulfilment WHERE order_id = ?")
            for id in done { try removal.execute(arguments: [id.description]) }
            let delay = try db.cachedStatement(
                sql: """
                    UPDATE fulfilment SET attempts = attempts + 1,
                    due_at = ? + min(3600000, 1000 << min(attempts, 12)) WHERE order_id = ?
                    """)
            for id in failed { try delay.execute(arguments: [clock.now().milliseconds, id.description]) }
        }
    }
}
