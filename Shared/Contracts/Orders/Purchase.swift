package import MeshCore

/// How often one account bought one thing.
package struct Purchase: Codable, Sendable, Equatable {
    package var account: String
    package var sku: String
    package var productId: String
    package var title: String
    /// Units that were bought and kept.
    package var quantity: Int64
    /// Orders that it was in.
    package var orders: Int64
    package var firstAt: Timestamp
    package var lastAt: Timestamp

    package init(
        account: String, sku: String, productId: String, title: String, quantity: Int64, orders: Int64,
        firstAt: Timestamp, lastAt: Timestamp
    ) {
        self.account = account
        self.sku = sku
        self.productId = productId
        self.title = title
        self.quantity = quantity
        self.orders = orders
        self.firstAt = firstAt
        self.lastAt = lastAt
    }
}

extension Purchase: Described {
    package static let schema = JSONSchema.object(
        "Purchase", description: "How often one account bought one thing.",
        [
            .required("account", OrdersFields.account),
            .required("sku", OrdersFields.sku),
            .required("productId", .string(1...64)),
            .required("title", OrdersFields.title),
            .required("quantity", .integer(0..., description: "Units that were bought and kept.")),
            .required("orders", .integer(0..., description: "Orders that it was in.")),
            .required("firstAt", OrdersFields.time),
            .required("lastAt", OrdersFields.time),
        ])
}
