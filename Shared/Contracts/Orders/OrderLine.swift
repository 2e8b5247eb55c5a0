package import MeshCore

/// One thing that was bought, as it was then.
package struct OrderLine: Codable, Sendable, Equatable {
    package var sku: String
    package var productId: String
    package var title: String
    /// Which variant it is.
    package var options: [String: String]?
    package var quantity: Int64
    /// What one unit cost.
    package var unitPrice: Money
    /// The unit price so many times.
    package var total: Money
    /// Units that came back.
    package var returned: Int64

    package init(
        sku: String, productId: String, title: String, options: [String: String]? = nil, quantity: Int64,
        unitPrice: Money, total: Money, returned: Int64 = 0
    ) {
        self.sku = sku
        self.productId = productId
        self.title = title
        self.options = options
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.total = total
        self.returned = returned
    }
}

extension OrderLine: Described {
    package static let schema = JSONSchema.object(
        "OrderLine", description: "One thing that was bought, as it was then.",
        [
            .required("sku", OrdersFields.sku),
            .required("productId", .string(1...64)),
            .required("title", OrdersFields.title),
            .optional("options", OrdersFields.options),
            .required("quantity", OrdersFields.quantity),
            .required("unitPrice", OrdersFields.price),
            .required("total", OrdersFields.price),
            .required("returned", OrdersFields.count),
        ])
}
