package import MeshCore

/// A page of price rules, by id.
package struct PriceRulePage: Codable, Sendable, Equatable {
    package var items: [PriceRule]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [PriceRule], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension PriceRulePage: Described {
    package static let schema = JSONSchema.object(
        "PriceRulePage", description: "A page of price rules, by id.",
        [
            .required("items", .array(of: PriceRule.schema, count: 0...PriceFields.pageLimit)),
            .optional("nextCursor", PriceFields.nextCursor),
        ])
}
