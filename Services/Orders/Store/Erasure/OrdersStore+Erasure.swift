import GRDB
import MeshCore
import MeshStore
import OrdersAPI

/// What becomes of a buyer's data when they want it erased.
extension OrdersStore {
    /// What stands for an address in an order that tells no longer whose it was.
    private static let nobody = Address(name: "erased", line1: "erased", postalCode: "0", city: "erased", country: "ZZ")
    private static let noEmail = "erased@invalid.invalid"

    /// Erases what is kept of an account, but for orders with an invoice whose time is not over. Done again, it erases what
    /// has come since, and what need not be kept any more.
    ///
    /// - Parameter retention: How long invoices are kept.
    /// - Throws: ``OrdersError/checkoutInProgress`` while one of the account's carts becomes an order; `StoreError`.
    func erase(_ account: String, keepingInvoicesFor retention: Duration) async throws -> ErasedBuyer {
        let place = try StoredJSON.text(Self.nobody)
        return try await store.write { [clock] db in
            let limit = clock.now() - retention
            let running = try Int.fetchOne(
                db, sql: "SELECT 1 FROM checkout WHERE scope = ? AND due_at IS NOT NULL LIMIT 1",
                arguments: [Self.scope(of: account)])
            guard running == nil else { throw OrdersError.checkoutInProgress }
            try db.execute(sql: "DELETE FROM checkout WHERE scope = ?", arguments: [Self.scope(of: account)])
            try db.execute(
                sql: "UPDATE payment_attempt SET account = NULL WHERE account = ?", arguments: [account])
            try db.execute(
                sql: "DELETE FROM cart_line WHERE cart IN (SELECT number FROM cart WHERE account = ?)",
                arguments: [account])
            try db.execute(sql: "DELETE FROM cart WHERE account = ?", arguments: [account])
            let carts = Int64(db.changesCount)
            try db.execute(sql: "DELETE FROM purchase WHERE account = ?", arguments: [account])
            let purchases = Int64(db.changesCount)
            try db.execute(
                sql: """
                    UPDATE shop_order SET account = NULL, secret_digest = NULL, email = ?, shipping_address = ?,
                    billing_address = ?, tracking = NULL, cancel_reason = NULL, version = version + 1
                    WHERE account = ? AND (invoice_number IS NULL OR paid_at < ?) AND state <> 'placed'
                    """, arguments: [Self.noEmail, place, place, account, limit.milliseconds])
            let orders = Int64(db.changesCount)
            let left = try Row.fetchOne(
                db, sql: "SELECT count(*), max(coalesce(paid_at, placed_at)) FROM shop_order WHERE account = ?",
                arguments: [account])
            return ErasedBuyer(
                account: account, carts: carts, purchases: purchases, orders: orders, kept: left?[0] ?? 0,
                keptUntil: (left?[1] as Int64?).map { Timestamp(milliseconds: $0) + retention })
        }
    }

    /// Under which an account's checkouts keep the keys of their requests.
    static func scope(of account: String) -> String { "checkOut \(account)" }
}
