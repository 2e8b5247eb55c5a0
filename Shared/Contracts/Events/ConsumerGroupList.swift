package import MeshCore

/// A page of groups by name: `GET /v1/groups`.
package struct ConsumerGroupList: Codable, Sendable, Equatable {
    /// The names.
    package var items: [String]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [String], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension ConsumerGroupList: Described {
    package static let schema = JSONSchema.object(
        "ConsumerGroupList", description: "A page of groups by name.",
        [
            .required("items", .array(of: EventsFields.group, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
