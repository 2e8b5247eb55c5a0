import OrdersAPI

extension PaymentAttempt {
    /// The longest word of a provider that is kept.
    private static let longestReason = 64

    /// What an ended checkout was, as an attempt to pay; nil where nobody was asked for money, or nothing is known of it.
    init?(_ checkout: CheckoutRecord) {
        let outcome: Outcome
        switch checkout.refusal?.kind {
        case nil:
            guard checkout.step == .paid else { return nil }
            outcome = .paid
        case .paymentDeclined: outcome = .declined
        case .timedOut, .cancelledByBuyer:
            guard checkout.providerID != nil else { return nil }
            outcome = .abandoned
        case .insufficientStock, .reservationLost: return nil
        }
        let content = checkout.content
        self.init(
            checkout: checkout.id, at: checkout.createdAt, account: content.account, cart: checkout.cartID,
            method: content.payment.method, amount: content.total, outcome: outcome,
            reason: outcome == .declined
                ? checkout.refusal?.reason.map { String($0.prefix(Self.longestReason)) }.flatMap {
                    $0.isEmpty ? nil : $0
                }
                : nil)
    }
}
