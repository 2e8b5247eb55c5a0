package import MeshCore

/// A place in the tree of categories, with what it says of its products.
package struct Category: Codable, Sendable, Equatable {
    /// Its identity: a path of words (`books/science-fiction`).
    package var path: String
    package var title: String
    /// Its place among its siblings; those of one position stand by their titles.
    package var position: Int64
    /// What it says of the attributes of its products, and of those below it.
    package var attributes: [AttributeDefinition]
    /// What the categories above it say and it does not.
    package var inherited: [AttributeDefinition]

    package init(
        path: String, title: String, position: Int64, attributes: [AttributeDefinition],
        inherited: [AttributeDefinition]
    ) {
        self.path = path
        self.title = title
        self.position = position
        self.attributes = attributes
        self.inherited = inherited
    }

    /// The category as JSON with its members in their order.
    package var json: JSONValue {
        [
            "path": .string(path), "title": .string(title), "position": .int(position),
            "attributes": .array(attributes.map(\.json)), "inherited": .array(inherited.map(\.json)),
        ]
    }
}

extension Category: Described {
    package static let schema = JSONSchema.object(
        "Category", description: "A place in the tree of categories.",
        [
            .required("path", ProductFields.category),
            .required("title", ProductFields.title),
            .required("position", ProductFields.position),
            .required("attributes", ProductFields.definitions),
            .required(
                "inherited",
                .array(
                    of: AttributeDefinition.schema, description: "What the categories above it say and it does not.")),
        ])
}
