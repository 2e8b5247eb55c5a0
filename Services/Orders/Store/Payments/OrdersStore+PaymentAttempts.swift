import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// Keeps what an ended checkout was as an attempt to pay, in the transaction that ends it.
    func keepAttempt(of checkout: CheckoutRecord, _ db: Database) throws {
        guard let attempt = PaymentAttempt(checkout) else { return }
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO payment_attempt
                    (checkout, at, account, cart, method, currency, amount, outcome, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            attempt.checkout.description, attempt.at.milliseconds, attempt.account, attempt.cart.description,
            attempt.method.rawValue, attempt.amount.currency.description, attempt.amount.amount,
            attempt.outcome.rawValue,
            attempt.reason,
        ])
    }

    /// A page of attempts to pay, the newest first.
    ///
    /// - Parameters:
    ///   - since: Begun at this time or later; nil for all.
    ///   - position: The last one of the page before; nil for the first page.
    /// - Throws: ``OrdersError/damagedRow(_:)``; `StoreError`.
    func paymentAttempts(
        since: Timestamp?, after position: PaymentAttemptPosition?, limit: Int
    ) async throws -> [PaymentAttempt] {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT checkout, at, account, cart, method, currency, amount, outcome, reason
                        FROM payment_attempt INDEXED BY payment_attempt_at
                        WHERE at >= ? AND (at, checkout) < (?, ?) ORDER BY at DESC, checkout DESC LIMIT ?
                        """),
                arguments: [
                    since?.milliseconds ?? 0, position?.at ?? .max, position?.checkout.description ?? "", limit,
                ])
            return try rows.map(Self.attempt)
        }
    }

    /// Forgets some of the attempts that were begun before a moment.
    ///
    /// - Returns: How many.
    /// - Throws: `StoreError`.
    func forgetAttempts(before moment: Timestamp, limit: Int) async throws -> Int {
        try await store.write { db in
            try db.cachedStatement(
                sql: """
                    DELETE FROM payment_attempt WHERE checkout IN
                        (SELECT checkout FROM payment_attempt WHERE at < ? ORDER BY at LIMIT ?)
                    """
            ).execute(arguments: [moment.milliseconds, limit])
            return db.changesCount
        }
    }

    private static func attempt(_ row: Row) throws -> PaymentAttempt {
        let text: String = row["checkout"]
        guard let checkout = Checkout.ID(text), let cart = Cart.ID(row["cart"] as String),
            let method = PaymentChoice.Method(rawValue: row["method"]), let currency = Currency(row["currency"]),
            let outcome = PaymentAttempt.Outcome(rawValue: row["outcome"])
        else { throw OrdersError.damagedRow(text) }
        return PaymentAttempt(
            checkout: checkout, at: Timestamp(milliseconds: row["at"]), account: row["account"], cart: cart,
            method: method, amount: Money(amount: row["amount"], currency: currency), outcome: outcome,
            reason: row["reason"])
    }
}
