package import MeshCore

/// A page of stock levels, by SKU.
package struct StockLevelList: Codable, Sendable, Equatable {
    package var items: [StockLevel]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [StockLevel], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension StockLevelList: Described {
    package static let schema = JSONSchema.object(
        "StockLevelList", description: "A page of stock levels, by SKU.",
        [
            .required("items", .array(of: StockLevel.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
