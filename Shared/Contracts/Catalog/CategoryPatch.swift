package import MeshCore

/// A JSON merge patch of a category (RFC 7396): `PATCH /v1/categories/{path}`. Null puts a default back; the list of
/// attributes is replaced as a whole.
package struct CategoryPatch: Codable, Sendable, Equatable {
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

extension CategoryPatch: Described {
    package static let schema = JSONSchema.object(
        "CategoryPatch", description: "A JSON merge patch of a category (RFC 7396).",
        [
            .optional("title", ProductFields.title.nullable),
            .optional("position", ProductFields.position.nullable),
            .optional("attributes", ProductFields.definitions.nullable),
        ])
}
