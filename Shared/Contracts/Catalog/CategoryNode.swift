package import MeshCore

/// A category in the tree, with those below it and how many products they hold together.
package struct CategoryNode: Codable, Sendable, Equatable {
    package var path: String
    package var title: String
    /// Products in it and below it.
    package var products: Int64
    /// Those of them that can be bought.
    package var activeProducts: Int64
    package var children: [CategoryNode]

    package init(path: String, title: String, products: Int64, activeProducts: Int64, children: [CategoryNode]) {
        self.path = path
        self.title = title
        self.products = products
        self.activeProducts = activeProducts
        self.children = children
    }
}

extension CategoryNode: Described {
    package static let schema = JSONSchema.object(
        "CategoryNode", description: "A category in the tree.",
        [
            .required("path", ProductFields.category),
            .required("title", ProductFields.title),
            .required("products", .integer(0..., description: "Products in it and below it.")),
            .required("activeProducts", .integer(0..., description: "Those of them that can be bought.")),
            .required("children", .array(of: .reference("CategoryNode", to: CategoryNode.self))),
        ])
}
