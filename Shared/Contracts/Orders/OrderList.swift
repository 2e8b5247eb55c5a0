package import MeshCore

/// A page of orders, the newest first.
package struct OrderList: Codable, Sendable, Equatable {
    package var items: [Order]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [Order], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension OrderList: Described {
    package static let schema = JSONSchema.object(
        "OrderList", description: "A page of orders, the newest first.",
        [
            .required("items", .array(of: Order.schema, count: 0...100)),
            .optional("nextCursor", OrdersFields.nextCursor),
        ])
}
