import Foundation
import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension CheckoutStore {
    private static let cartSQL = """
        SELECT number, state, account, secret_digest, currency, channel, country, version FROM cart WHERE id = ?
        """
    private static let linesSQL = "SELECT sku, quantity FROM cart_line WHERE cart = ? ORDER BY position"

    /// The cart with its lines, as of one moment; nil when there is none of this id.
    ///
    /// - Throws: ``OrdersError/damagedRow(_:)``; `StoreError`.
    func cart(_ id: Cart.ID) async throws -> CheckoutCart? {
        try await orders.store.read { db in
            let found = try Row.fetchOne(db.cachedStatement(sql: Self.cartSQL), arguments: [id.description])
            guard let row = found else { return nil }
            guard let state = CartState(rawValue: row[1]), let currency = Currency(row[4]) else {
                throw OrdersError.damagedRow(id.description)
            }
            let lines = try Row.fetchAll(db.cachedStatement(sql: Self.linesSQL), arguments: [row[0] as Int64])
            return CheckoutCart(
                id: id, state: state, account: row[2], digest: (row[3] as Data?).map { Array($0) }, currency: currency,
                channel: row[5], country: row[6], version: row[7],
                lines: lines.map { CheckoutCart.Line(sku: $0[0], quantity: $0[1]) })
        }
    }
}
