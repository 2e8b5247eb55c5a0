package import MeshCore

/// How many of each of a product's SKUs can be had: `GET /v1/products/{id}/availability`.
package struct ProductAvailability: Codable, Sendable, Equatable {
    /// How many of one SKU.
    package struct Item: Codable, Sendable, Equatable {
        package var sku: String
        /// Units that can be reserved.
        package var available: Int64

        package init(sku: String, available: Int64) {
            self.sku = sku
            self.available = available
        }
    }

    package var productId: Product.ID
    /// The SKUs under which it is sold, in the order of its variants: its own where it has none.
    package var items: [Item]

    package init(productId: Product.ID, items: [Item]) {
        self.productId = productId
        self.items = items
    }
}

extension ProductAvailability: Described {
    package static let schema = JSONSchema.object(
        "ProductAvailability", description: "How many of each of a product's SKUs can be had.",
        [
            .required("productId", .id(Product.ID.self)),
            .required(
                "items",
                .array(
                    of: .object([.required("sku", StockFields.sku), .required("available", StockFields.available)]),
                    count: 1...100)),
        ])
}
