package import MeshCore

/// How an order was paid, and what became of the money.
package struct OrderPayment: Codable, Sendable, Equatable {
    package var method: PaymentChoice.Method
    /// Our reference for it, under which the provider knows it.
    package var reference: String
    /// What was taken.
    package var captured: Money
    /// What was given back.
    package var refunded: Money

    package init(method: PaymentChoice.Method, reference: String, captured: Money, refunded: Money) {
        self.method = method
        self.reference = reference
        self.captured = captured
        self.refunded = refunded
    }
}

extension OrderPayment: Described {
    package static let schema = JSONSchema.object(
        "OrderPayment", description: "How an order was paid, and what became of the money.",
        [
            .required("method", .enumeration(PaymentChoice.Method.self)),
            .required("reference", .string(1...128)),
            .required("captured", OrdersFields.price),
            .required("refunded", OrdersFields.price),
        ])
}
