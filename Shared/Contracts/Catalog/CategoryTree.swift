package import MeshCore

/// The tree of categories, or a part of it.
package struct CategoryTree: Codable, Sendable, Equatable {
    package var items: [CategoryNode]

    package init(items: [CategoryNode]) {
        self.items = items
    }
}

extension CategoryTree: Described {
    package static let schema = JSONSchema.object(
        "CategoryTree", description: "The tree of categories, or a part of it.",
        [.required("items", .array(of: CategoryNode.schema))])
}
