package import MeshCore

/// Why an address is not written to, or not about some things.
package struct SuppressionList: Codable, Sendable, Equatable {
    package var items: [Suppression]

    package init(items: [Suppression]) { self.items = items }
}

extension SuppressionList: Described {
    package static let schema = JSONSchema.object(
        "SuppressionList", description: "Why an address is not written to, or not about some things.",
        [.required("items", .array(of: Suppression.schema))])
}
