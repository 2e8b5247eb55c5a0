package import MeshCore

/// What was sold in a time.
package struct SalesSummary: Codable, Sendable, Equatable {
    /// What was sold in one currency.
    package struct Sum: Codable, Sendable, Equatable {
        /// Orders that were placed, those that were cancelled too.
        package var placed: Int
        package var cancelled: Int
        /// What was paid for them by now.
        package var paid: Money
        /// What of it was given back.
        package var refunded: Money

        package init(placed: Int, cancelled: Int, paid: Money, refunded: Money) {
            self.placed = placed
            self.cancelled = cancelled
            self.paid = paid
            self.refunded = refunded
        }
    }

    /// By currency, the one with the most orders first.
    package var sums: [Sum]

    package init(sums: [Sum]) { self.sums = sums }
}

extension SalesSummary: Described {
    private static let count = JSONSchema.integer(0...)

    package static let schema = JSONSchema.object(
        "SalesSummary", description: "What was sold in a time.",
        [
            .required(
                "sums",
                .array(
                    of: .object([
                        .required("placed", count), .required("cancelled", count),
                        .required("paid", OrdersFields.price), .required("refunded", OrdersFields.price),
                    ])))
        ])
}
