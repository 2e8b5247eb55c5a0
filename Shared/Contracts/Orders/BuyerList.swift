package import MeshCore

/// A page of buyers, by account.
package struct BuyerList: Codable, Sendable, Equatable {
    package var items: [Buyer]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [Buyer], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension BuyerList: Described {
    package static let schema = JSONSchema.object(
        "BuyerList", description: "A page of buyers, by account.",
        [.required("items", .array(of: Buyer.schema)), .optional("nextCursor", OrdersFields.nextCursor)])
}
