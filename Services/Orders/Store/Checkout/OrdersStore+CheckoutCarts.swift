import GRDB
import MeshCore
import OrdersAPI

/// What becomes of a cart in the transactions of its checkout.
extension OrdersStore {
    /// Holds an open cart, so that nothing about it changes while it is checked out.
    ///
    /// - Parameter version: The cart's, as it was priced.
    /// - Throws: ``OrdersError/checkoutInProgress``, ``OrdersError/cartClosed(_:)``, ``OrdersError/cartChanged``,
    ///   ``OrdersError/cartNotFound``; `DatabaseError`.
    func hold(_ cart: Cart.ID, version: Int64, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE cart SET state = ?, updated_at = max(updated_at, ?), version = version + 1
                WHERE id = ? AND state = ? AND version = ?
                """
        ).execute(arguments: [
            CartState.checkingOut.rawValue, now.milliseconds, cart.description, CartState.open.rawValue, version,
        ])
        guard db.changesCount == 0 else { return }
        let state = try String.fetchOne(
            db.cachedStatement(sql: "SELECT state FROM cart WHERE id = ?"), arguments: [cart.description])
        switch state.flatMap(CartState.init(rawValue:)) {
        case .checkingOut: throw OrdersError.checkoutInProgress
        case .open: throw OrdersError.cartChanged
        case .checkedOut: throw OrdersError.cartClosed(.checkedOut)
        case .merged: throw OrdersError.cartClosed(.merged)
        case nil: throw OrdersError.cartNotFound
        }
    }

    /// Ends a cart that has become an order.
    func close(_ cart: Cart.ID, at now: Timestamp, _ db: Database) throws {
        try leave(cart, as: .checkedOut, at: now, db)
    }

    /// Gives a cart back to its buyer after a checkout of which nothing came.
    func reopen(_ cart: Cart.ID, at now: Timestamp, _ db: Database) throws {
        try leave(cart, as: .open, at: now, db)
    }

    private func leave(_ cart: Cart.ID, as state: CartState, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE cart SET state = ?, updated_at = max(updated_at, ?), version = version + 1
                WHERE id = ? AND state = ?
                """
        ).execute(arguments: [
            state.rawValue, now.milliseconds, cart.description, CartState.checkingOut.rawValue,
        ])
    }
}
