package import MeshCore

/// A page of a topic's webhooks by their names: `GET /v1/topics/{topic}/webhooks`.
package struct EventWebhookList: Codable, Sendable, Equatable {
    package var items: [EventWebhook]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [EventWebhook], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension EventWebhookList: Described {
    package static let schema = JSONSchema.object(
        "EventWebhookList", description: "A page of a topic's webhooks by their names.",
        [
            .required("items", .array(of: EventWebhook.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
