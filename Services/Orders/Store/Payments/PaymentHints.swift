import GRDB
import MeshCore
import MeshStore

/// What providers tell by themselves: hints that a payment may have moved on, each taken once.
struct PaymentHints: Sendable {
    /// Stripe sends an event for three days at most; what is older comes from nobody.
    private static let memory: Duration = .seconds(30 * 86_400)

    let store: Store
    let clock: any WallClock

    /// Notes an event and makes due what waits for its payment, in one transaction, unless it was noted before.
    ///
    /// - Parameters:
    ///   - event: The event's id at its provider.
    ///   - reference: The payment.
    ///   - listener: Who waits; nil when nobody does.
    /// - Throws: What the listener throws, `StoreError`.
    func take(_ event: String, of reference: PaymentReference, for listener: (any PaymentListener)?) async throws {
        let isNew = try await store.write { [clock] db in
            let now = clock.now()
            try db.cachedStatement(sql: "DELETE FROM payment_hint WHERE received_at < ?")
                .execute(arguments: [(now - Self.memory).milliseconds])
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO payment_hint (event, received_at) VALUES (?, ?)")
                .execute(arguments: [event, now.milliseconds])
            guard db.changesCount > 0 else { return false }
            try listener?.paymentMoved(reference, db)
            return true
        }
        if isNew { listener?.paymentMoved(reference) }
    }
}
