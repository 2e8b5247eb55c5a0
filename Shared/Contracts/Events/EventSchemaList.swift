package import MeshCore

/// A page of the versions of a type, the newest first: `GET /v1/schemas/{type}/versions`.
package struct EventSchemaList: Codable, Sendable, Equatable {
    package var items: [EventSchema]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [EventSchema], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension EventSchemaList: Described {
    package static let schema = JSONSchema.object(
        "EventSchemaList", description: "A page of the versions of a type, the newest first.",
        [
            .required("items", .array(of: EventSchema.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
