package import MeshCore

/// All rules of categories.
package struct CategoryRuleList: Codable, Sendable, Equatable {
    package var items: [CategoryRule]

    package init(items: [CategoryRule]) { self.items = items }
}

extension CategoryRuleList: Described {
    package static let schema = JSONSchema.object(
        "CategoryRuleList", description: "All rules of categories.",
        [.required("items", .array(of: CategoryRule.schema))])
}
