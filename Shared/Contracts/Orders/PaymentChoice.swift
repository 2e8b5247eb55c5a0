package import MeshCore

/// How an order is to be paid.
package struct PaymentChoice: Codable, Sendable, Equatable {
    /// The ways of paying.
    package enum Method: String, Codable, Sendable, CaseIterable {
        /// By a payment method that the buyer's browser made with Stripe.
        case stripe
        /// On account: the invoice comes with the goods.
        case invoice
    }

    package var method: Method
    /// Stripe's name for the buyer's payment method (`pm_…`); for the method `stripe` only.
    package var paymentMethod: String?

    package init(method: Method, paymentMethod: String? = nil) {
        self.method = method
        self.paymentMethod = paymentMethod
    }
}

extension PaymentChoice: Described {
    package static let schema = JSONSchema.object(
        "PaymentChoice", description: "How an order is to be paid.",
        [
            .required("method", .enumeration(Method.self)),
            .optional(
                "paymentMethod",
                .string(
                    4...128, pattern: "^[A-Za-z0-9_]+$",
                    description: "Stripe's name for the buyer's payment method; needed by the method stripe."
                ).example("pm_card_visa")),
        ])
}
