package import MeshCore

/// Sets a webhook's place anew in all partitions: `POST /v1/topics/{topic}/webhooks/{name}/seek`. Exactly one member is told.
package struct SeekWebhook: Codable, Sendable, Equatable {
    package var from: WebhookStart?
    /// To the first record that is not older.
    package var time: Timestamp?

    package init(from: WebhookStart? = nil, time: Timestamp? = nil) {
        self.from = from
        self.time = time
    }
}

extension SeekWebhook: Described {
    package static let schema = JSONSchema.object(
        "SeekWebhook", description: "Sets a webhook's place anew in all partitions; exactly one member is told.",
        [
            .optional(
                "from", .enumeration(WebhookStart.self, description: "To the oldest record, or behind the newest.")),
            .optional("time", Timestamp.schema.describing("To the first record that is not older.")),
        ])
}
