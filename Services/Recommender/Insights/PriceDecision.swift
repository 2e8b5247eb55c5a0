package import MeshCore

/// What became of a suggested price.
package struct PriceDecision: Codable, Sendable, Equatable {
    /// Whether it holds.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// It is a price rule of the catalog.
        case accepted
        /// The rule was taken back.
        case withdrawn
    }

    package var state: State
    /// The run that had suggested it.
    package var run: String
    /// In minor units.
    package var price: Int64
    /// The price rule of the catalog.
    package var rule: String
    /// The account, or `policy`.
    package var by: String
    package var at: Timestamp

    package init(state: State, run: String, price: Int64, rule: String, by: String, at: Timestamp) {
        self.state = state
        self.run = run
        self.price = price
        self.rule = rule
        self.by = by
        self.at = at
    }
}

extension PriceDecision: Described {
    package static let schema = JSONSchema.object(
        "PriceDecision", description: "What became of a suggested price.",
        [
            .required("state", .enumeration(State.self)), .required("run", InsightFields.run),
            .required("price", .integer(0..., description: "In minor units.")),
            .required("rule", .string(1...64, description: "The price rule of the catalog.")),
            .required("by", .string(1...256, description: "The account, or policy.")),
            .required("at", Timestamp.schema),
        ])
}
