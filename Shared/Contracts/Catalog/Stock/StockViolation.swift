package import MeshCore

/// A rule of stock that does not hold for one SKU: a fault of ours.
package struct StockViolation: Codable, Sendable, Equatable {
    /// What must hold at any instant.
    package enum Rule: String, Codable, Sendable, CaseIterable {
        /// On hand is the sum of all movements.
        case onHand = "on_hand"
        /// Reserved is the sum of live reservations.
        case reserved
        /// Available is never less than none.
        case available
    }

    package var sku: String
    package var rule: Rule
    /// What it should be: the sum; for `available` the least, 0.
    package var expected: Int64
    package var actual: Int64

    package init(sku: String, rule: Rule, expected: Int64, actual: Int64) {
        self.sku = sku
        self.rule = rule
        self.expected = expected
        self.actual = actual
    }
}

extension StockViolation: Described {
    package static let schema = JSONSchema.object(
        "StockViolation", description: "A rule of stock that does not hold for one SKU.",
        [
            .required("sku", .string()),
            .required("rule", .enumeration(Rule.self)),
            .required("expected", .integer()),
            .required("actual", .integer()),
        ])
}
