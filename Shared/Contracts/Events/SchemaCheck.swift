package import MeshCore

/// Whether a schema could become the next version of a type: `POST /v1/schemas/{type}/check`.
package struct SchemaCheck: Codable, Sendable, Equatable {
    package var isCompatible: Bool
    /// What breaks whom: where in the reader's schema, the kind of change, and in words with which version.
    package var differences: [FieldError]

    package init(differences: [FieldError]) {
        isCompatible = differences.isEmpty
        self.differences = differences
    }
}

extension SchemaCheck: Described {
    package static let schema = JSONSchema.object(
        "SchemaCheck", description: "Whether a schema could become the next version of a type.",
        [
            .required("isCompatible", .boolean()),
            .required("differences", .array(of: FieldError.schema, description: "What breaks whom.")),
        ])
}
