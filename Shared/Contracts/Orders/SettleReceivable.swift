package import MeshCore

/// What a buyer has paid of a purchase on account: `POST /v1/payments/receivables/{payment}/settle`.
package struct SettleReceivable: Codable, Sendable, Equatable {
    package var amount: Money
    /// Where the payment stands in the shop's own papers: the bank statement, the transfer's number.
    package var note: String?

    package init(amount: Money, note: String? = nil) {
        self.amount = amount
        self.note = note
    }
}

extension SettleReceivable: Described {
    package static let schema = JSONSchema.object(
        "SettleReceivable", description: "What a buyer has paid of a purchase on account.",
        [
            .required(
                "amount",
                .object(
                    description: "At most what is owed, in its currency.",
                    [
                        .required("amount", .integer(1...9_007_199_254_740_991)),
                        .required("currency", .string(pattern: "^[A-Z]{3}$")),
                    ])),
            .optional(
                "note",
                .string(
                    0...200, pattern: #"^[^\u0000-\u001F\u007F-\u009F]*$"#,
                    description: "Where it stands in the shop's own papers.")),
        ])
}
