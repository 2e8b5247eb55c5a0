package import MeshCore

/// The newest version of a template in each of its languages.
package struct TemplateList: Codable, Sendable, Equatable {
    package var items: [TemplateVersion]

    package init(items: [TemplateVersion]) { self.items = items }
}

extension TemplateList: Described {
    package static let schema = JSONSchema.object(
        "TemplateList", description: "The newest version of a template in each of its languages.",
        [.required("items", .array(of: TemplateVersion.schema))])
}
