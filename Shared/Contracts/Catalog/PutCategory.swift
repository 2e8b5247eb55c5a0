package import MeshCore

/// Makes a category or replaces what is said of it: `PUT /v1/categories/{path}`.
package struct PutCategory: Codable, Sendable, Equatable {
    /// Absent means the last word of the path.
    package var title: String?
    /// Absent means 0.
    package var position: Int64?
    /// Absent means none.
    package var attributes: [AttributeDefinition]?

    package init(title: String? = nil, position: Int64? = nil, attributes: [AttributeDefinition]? = nil) {
        self.title = title
        self.position = position
        self.attributes = attributes
    }
}

extension PutCategory: Described {
    package static let schema = JSONSchema.object(
        "PutCategory", description: "Makes a category or replaces what is said of it.",
        [
            .optional("title", ProductFields.title),
            .optional("position", ProductFields.position),
            .optional("attributes", ProductFields.definitions),
        ])
}
