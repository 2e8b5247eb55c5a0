package import MeshCore

/// A page of sites by their ids: `GET /v1/sites`.
package struct EventSiteList: Codable, Sendable, Equatable {
    package var items: [EventSite]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [EventSite], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension EventSiteList: Described {
    package static let schema = JSONSchema.object(
        "EventSiteList", description: "A page of sites by their ids.",
        [
            .required("items", .array(of: EventSite.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
