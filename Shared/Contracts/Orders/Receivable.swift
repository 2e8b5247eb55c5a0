package import MeshCore

/// A purchase on account, and what is still owed for it.
package struct Receivable: Codable, Sendable, Equatable {
    package var payment: Payment.ID
    /// The order that was bought.
    package var order: String
    /// What the order cost.
    package var captured: Money
    /// What was given back.
    package var refunded: Money
    /// What the buyer has paid.
    package var settled: Money
    /// What the buyer has still to pay; below zero what is owed to them.
    package var owed: Money
    package var openedAt: Timestamp

    package init(
        payment: Payment.ID, order: String, captured: Money, refunded: Money, settled: Money, owed: Money,
        openedAt: Timestamp
    ) {
        self.payment = payment
        self.order = order
        self.captured = captured
        self.refunded = refunded
        self.settled = settled
        self.owed = owed
        self.openedAt = openedAt
    }

    /// The receivable as JSON with its members in their order, so that a replayed answer is the same byte by byte.
    package var json: JSONValue {
        let money = { (money: Money) -> JSONValue in
            ["amount": .int(money.amount), "currency": .string(money.currency.description)]
        }
        return [
            "payment": .string(payment.description), "order": .string(order), "captured": money(captured),
            "refunded": money(refunded), "settled": money(settled), "owed": money(owed),
            "openedAt": .string(openedAt.description),
        ]
    }
}

extension Receivable: Described {
    package static let schema = JSONSchema.object(
        "Receivable", description: "A purchase on account, and what is still owed for it.",
        [
            .required("payment", .id(Payment.ID.self, description: "The payment.")),
            .required("order", .string(description: "The order that was bought.")),
            .required("captured", Money.schema),
            .required("refunded", Money.schema),
            .required("settled", Money.schema),
            .required("owed", Money.schema),
            .required("openedAt", Timestamp.schema),
        ])
}
