package import MeshCore

/// A page of sales, the newest first.
package struct SaleList: Codable, Sendable, Equatable {
    package var items: [Sale]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [Sale], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension SaleList: Described {
    package static let schema = JSONSchema.object(
        "SaleList", description: "A page of sales, the newest first.",
        [
            .required("items", .array(of: Sale.schema, count: 0...1000)),
            .optional("nextCursor", OrdersFields.nextCursor),
        ])
}
