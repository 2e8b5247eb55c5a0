package import MeshCore

/// A page of purchases, the last one first.
package struct PurchaseList: Codable, Sendable, Equatable {
    package var items: [Purchase]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [Purchase], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension PurchaseList: Described {
    package static let schema = JSONSchema.object(
        "PurchaseList", description: "A page of purchases, the last one first.",
        [
            .required("items", .array(of: Purchase.schema, count: 0...1000)),
            .optional("nextCursor", OrdersFields.nextCursor),
        ])
}
