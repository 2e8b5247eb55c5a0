package import MeshCore

/// An attempt to pay, as those see it who look for what is unusual: no names, no addresses, and nothing of a card.
package struct PaymentAttempt: Codable, Sendable, Equatable {
    /// What came of it.
    package enum Outcome: String, Codable, Sendable, CaseIterable {
        /// The money was taken.
        case paid
        /// The provider said no.
        case declined
        /// The provider knows of it, and the buyer has not agreed.
        case abandoned
    }

    /// Each checkout is one attempt.
    package var checkout: Checkout.ID
    /// When it was begun.
    package var at: Timestamp
    /// Who wanted to buy; absent for a guest.
    package var account: String?
    /// What was to be bought: a guest who tries again does it with the same cart.
    package var cart: Cart.ID
    package var method: PaymentChoice.Method
    package var amount: Money
    package var outcome: Outcome
    /// The provider's word for its no (`insufficient_funds`).
    package var reason: String?

    package init(
        checkout: Checkout.ID, at: Timestamp, account: String?, cart: Cart.ID, method: PaymentChoice.Method,
        amount: Money, outcome: Outcome, reason: String? = nil
    ) {
        self.checkout = checkout
        self.at = at
        self.account = account
        self.cart = cart
        self.method = method
        self.amount = amount
        self.outcome = outcome
        self.reason = reason
    }
}

extension PaymentAttempt: Described {
    package static let schema = JSONSchema.object(
        "PaymentAttempt",
        description:
            "An attempt to pay, as those see it who look for what is unusual: no names, no addresses, and nothing of a card.",
        [
            .required("checkout", .id(Checkout.ID.self)), .required("at", OrdersFields.time),
            .optional("account", OrdersFields.account), .required("cart", .id(Cart.ID.self)),
            .required("method", .enumeration(PaymentChoice.Method.self)), .required("amount", OrdersFields.price),
            .required("outcome", .enumeration(Outcome.self)),
            .optional("reason", .string(1...64, description: "The provider's word for its no.")),
        ])
}
