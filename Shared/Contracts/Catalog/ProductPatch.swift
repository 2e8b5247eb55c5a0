package import MeshCore

/// A JSON merge patch of a product (RFC 7396): `PATCH /v1/products/{id}`. What it does not name stays; null empties the
/// description, tags, media or variants, or removes an attribute or all of them. A list is replaced as a whole.
package struct ProductPatch: Codable, Sendable, Equatable {
    /// The patch as it came, with its nulls.
    package var changes: JSONValue

    package init(_ changes: JSONValue) {
        self.changes = changes
    }

    package init(from decoder: any Decoder) throws {
        changes = try JSONValue(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try changes.encode(to: encoder)
    }
}

extension ProductPatch: Described {
    package static let schema = JSONSchema.object(
        "ProductPatch", description: "A JSON merge patch of a product (RFC 7396).",
        [
            .optional("sku", ProductFields.sku),
            .optional("title", ProductFields.title),
            .optional("description", ProductFields.description.nullable),
            .optional("category", ProductFields.category),
            .optional(
                "attributes",
                JSONSchema.map(
                    of: .oneOf([ProductFields.attributeText, .number(), .boolean(), .constant(.null)]),
                    names: ProductFields.attributeName, maximumCount: 128,
                    description: "Attributes to set; null removes one."
                ).nullable),
            .optional("tags", ProductFields.tags.nullable),
            .optional("media", ProductFields.media.nullable),
            .optional("variants", ProductFields.variants.nullable),
            .optional(
                "price",
                .object([.optional("amount", ProductFields.amount), .optional("currency", ProductFields.currency)])),
            .optional("active", ProductFields.active),
        ])
}
