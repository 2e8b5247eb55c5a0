package import MeshCore

/// One thing in a cart.
package struct CartLine: Codable, Sendable, Equatable {
    package var sku: String
    package var quantity: Int64
    /// The product that it belongs to; absent when the catalog has not told it yet.
    package var productId: String?
    package var title: String
    /// Which variant it is.
    package var options: [String: String]?
    /// What one unit costs; absent while it has no price.
    package var unitPrice: Money?
    /// What one unit costs without price lists and rules.
    package var listPrice: Money?
    /// The unit price so many times.
    package var total: Money?
    /// What one unit cost when the buyer last set this line, if that was another price.
    package var priceChangedFrom: Money?
    /// Units that can be had now; absent when the catalog could not be asked.
    package var available: Int64?
    /// Why it cannot be bought as it stands.
    package var problem: LineProblem?

    package init(
        sku: String, quantity: Int64, productId: String? = nil, title: String = "", options: [String: String]? = nil,
        unitPrice: Money? = nil, listPrice: Money? = nil, total: Money? = nil, priceChangedFrom: Money? = nil,
        available: Int64? = nil, problem: LineProblem? = nil
    ) {
        self.sku = sku
        self.quantity = quantity
        self.productId = productId
        self.title = title
        self.options = options
        self.unitPrice = unitPrice
        self.listPrice = listPrice
        self.total = total
        self.priceChangedFrom = priceChangedFrom
        self.available = available
        self.problem = problem
    }
}

extension CartLine: Described {
    package static let schema = JSONSchema.object(
        "CartLine", description: "One thing in a cart.",
        [
            .required("sku", OrdersFields.sku),
            .required("quantity", OrdersFields.quantity),
            .optional("productId", .string(1...64)),
            .required("title", OrdersFields.title),
            .optional("options", OrdersFields.options),
            .optional("unitPrice", OrdersFields.price),
            .optional("listPrice", OrdersFields.price),
            .optional("total", OrdersFields.price),
            .optional("priceChangedFrom", OrdersFields.price),
            .optional("available", OrdersFields.count),
            .optional("problem", .enumeration(LineProblem.self)),
        ])
}
