package import MeshCore

/// A page of topics by name: `GET /v1/topics`.
package struct EventTopicList: Codable, Sendable, Equatable {
    package var items: [EventTopic]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [EventTopic], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension EventTopicList: Described {
    package static let schema = JSONSchema.object(
        "EventTopicList", description: "A page of topics by name.",
        [
            .required("items", .array(of: EventTopic.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
