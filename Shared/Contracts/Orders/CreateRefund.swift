package import MeshCore

/// Gives money back: `POST /v1/orders/{id}/refunds`.
package struct CreateRefund: Codable, Sendable, Equatable {
    package var amount: Money
    package var reason: String?

    package init(amount: Money, reason: String? = nil) {
        self.amount = amount
        self.reason = reason
    }
}

extension CreateRefund: Described {
    package static let schema = JSONSchema.object(
        "CreateRefund", description: "Gives money back.",
        [
            .required(
                "amount",
                .object([
                    .required("amount", OrdersFields.positiveAmount), .required("currency", OrdersFields.currency),
                ])),
            .optional("reason", OrdersFields.optionalText(200, "Why, in words.")),
        ])
}
