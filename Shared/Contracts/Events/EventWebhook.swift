package import MeshCore

/// An address to which the events of a topic are sent: `GET /v1/topics/{topic}/webhooks/{name}`.
package struct EventWebhook: Codable, Sendable, Equatable {
    package var topic: String
    package var name: String
    package var url: String
    package var types: [String]
    package var attempts: Int
    package var timeoutSeconds: Int
    package var state: WebhookState
    /// Told once, to who has made the webhook.
    package var secret: String?
    /// When the secrets that were replaced stop to sign.
    package var secretsRetireAt: [Timestamp]
    /// Events that were delivered.
    package var delivered: Int64
    /// Events that went to the dead letters.
    package var undelivered: Int64
    /// The topic of the dead letters; it is made when the first one comes.
    package var undeliveredTopic: String
    package var lastDeliveredAt: Timestamp?
    package var lastError: String?
    package var lastErrorAt: Timestamp?
    /// Since when nothing could be delivered; absent when the last delivery went well.
    package var failingSince: Timestamp?
    /// When the next of what has failed is tried again.
    package var nextAttemptAt: Timestamp?
    /// Records that are not looked at yet; absent in lists, and while nobody can tell.
    package var lag: Int64?
    /// Dead letters that are being delivered again; absent in lists.
    package var replaying: Int64?
    /// Absent in lists.
    package var partitions: [WebhookProgress]?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        topic: String, name: String, url: String, state: WebhookState = .active, createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.topic = topic
        self.name = name
        self.url = url
        types = []
        attempts = 10
        timeoutSeconds = 15
        self.state = state
        secretsRetireAt = []
        delivered = 0
        undelivered = 0
        undeliveredTopic = "\(topic).undelivered"
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension EventWebhook: Described {
    package static let schema = JSONSchema.object(
        "EventWebhook", description: "An address to which the events of a topic are sent.",
        [
            .required("topic", EventsFields.topic), .required("name", WebhookFields.name),
            .required("url", WebhookFields.url), .required("types", WebhookFields.types),
            .required("attempts", WebhookFields.attempts), .required("timeoutSeconds", WebhookFields.timeoutSeconds),
            .required(
                "state",
                .enumeration(
                    WebhookState.self,
                    description: "Whether it delivers; gone and failing ones are made active again by a PUT.")),
            .optional("secret", WebhookFields.secret.describing("Told once, to who has made the webhook.")),
            .required(
                "secretsRetireAt",
                .array(
                    of: Timestamp.schema, count: 0...10,
                    description: "When the secrets that were replaced stop to sign.")),
            .required("delivered", WebhookFields.count.describing("Events that were delivered.")),
            .required("undelivered", WebhookFields.count.describing("Events that went to the dead letters.")),
            .required(
                "undeliveredTopic",
                .string(description: "The topic of the dead letters; it is made when the first one comes.")),
            .optional("lastDeliveredAt", Timestamp.schema),
            .optional("lastError", .string(description: "Why the last failed delivery failed.")),
            .optional("lastErrorAt", Timestamp.schema),
            .optional(
                "failingSince",
                Timestamp.schema.describing("Since when nothing could be delivered; absent when all is well.")),
            .optional("nextAttemptAt", Timestamp.schema.describing("When the next of what has failed is tried again.")),
            .optional(
                "lag",
                WebhookFields.count.describing(
                    "Records that are not looked at yet; absent in lists and while nobody can tell.")),
            .optional(
                "replaying",
                WebhookFields.count.describing("Dead letters that are being delivered again; absent in lists.")),
            .optional("partitions", .array(of: WebhookProgress.schema, count: 0...EventsFields.mostPartitions)),
            .required("createdAt", Timestamp.schema), .required("updatedAt", Timestamp.schema),
        ])
}
