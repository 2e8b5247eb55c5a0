package import MeshCore

/// A page of the types that have schemas, by their names: `GET /v1/schemas`.
package struct SchemaSubjectList: Codable, Sendable, Equatable {
    package var items: [SchemaSubject]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [SchemaSubject], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension SchemaSubjectList: Described {
    package static let schema = JSONSchema.object(
        "SchemaSubjectList", description: "A page of the types that have schemas, by their names.",
        [
            .required("items", .array(of: SchemaSubject.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
