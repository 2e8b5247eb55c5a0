package import MeshCore

/// Asks for a new product: `POST /v1/products`.
package struct CreateProduct: Codable, Sendable, Equatable {
    package var sku: String
    package var title: String
    /// Absent means empty.
    package var description: String?
    package var category: String
    /// An object; absent means empty.
    package var attributes: JSONValue?
    /// Absent means none, as with media and variants.
    package var tags: [String]?
    package var media: [ProductMedia]?
    package var variants: [ProductVariant]?
    package var price: Money
    /// Absent means true.
    package var active: Bool?

    package init(
        sku: String, title: String, description: String? = nil, category: String, attributes: JSONValue? = nil,
        tags: [String]? = nil, media: [ProductMedia]? = nil, variants: [ProductVariant]? = nil, price: Money,
        active: Bool? = nil
    ) {
        self.sku = sku
        self.title = title
        self.description = description
        self.category = category
        self.attributes = attributes
        self.tags = tags
        self.media = media
        self.variants = variants
        self.price = price
        self.active = active
    }
}

extension CreateProduct: Described {
    package static let schema = JSONSchema.object(
        "CreateProduct", description: "Asks for a new product.",
        [
            .required("sku", ProductFields.sku),
            .required("title", ProductFields.title),
            .optional("description", ProductFields.description),
            .required("category", ProductFields.category),
            .optional("attributes", ProductFields.attributes),
            .optional("tags", ProductFields.tags),
            .optional("media", ProductFields.media),
            .optional("variants", ProductFields.variants),
            .required("price", ProductFields.price),
            .optional("active", ProductFields.active),
        ])
}
