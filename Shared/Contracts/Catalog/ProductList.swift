package import MeshCore

/// A page of products.
package struct ProductList: Codable, Sendable, Equatable {
    package var items: [Product]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [Product], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension ProductList: Described {
    package static let schema = JSONSchema.object(
        "ProductList", description: "A page of products.",
        [
            .required("items", .array(of: Product.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
