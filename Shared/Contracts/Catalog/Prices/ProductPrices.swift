package import MeshCore

/// What the SKUs of a product cost, for its page: `GET /v1/products/{id}/prices`.
package struct ProductPrices: Codable, Sendable, Equatable {
    package var productId: Product.ID
    package var currency: Currency
    /// One for each SKU under which the product is sold, in their order.
    package var items: [SKUPrices]
    /// The moment of the prices.
    package var at: Timestamp
    /// Until when time alone changes none of them; absent when no change is planned.
    package var validUntil: Timestamp?

    package init(
        productId: Product.ID, currency: Currency, items: [SKUPrices], at: Timestamp, validUntil: Timestamp? = nil
    ) {
        self.productId = productId
        self.currency = currency
        self.items = items
        self.at = at
        self.validUntil = validUntil
    }
}

extension ProductPrices: Described {
    package static let schema = JSONSchema.object(
        "ProductPrices", description: "What the SKUs of a product cost.",
        [
            .required("productId", .id(Product.ID.self)),
            .required("currency", ProductFields.currency),
            .required("items", .array(of: SKUPrices.schema)),
            .required("at", PriceFields.moment),
            .optional("validUntil", PriceFields.moment.describing("Until when time alone changes none of them.")),
        ])
}
