package import MeshCore

/// What came of a test event, which is sent once: `POST /v1/topics/{topic}/webhooks/{name}/test`.
package struct WebhookTestReport: Codable, Sendable, Equatable {
    /// The id under which it was sent (`webhook-id`).
    package var id: String
    package var isDelivered: Bool
    /// The status of the answer; absent without one.
    package var status: Int?
    /// Why it was not delivered.
    package var error: String?
    package var durationMilliseconds: Int64

    package init(id: String, isDelivered: Bool, status: Int?, error: String?, durationMilliseconds: Int64) {
        self.id = id
        self.isDelivered = isDelivered
        self.status = status
        self.error = error
        self.durationMilliseconds = durationMilliseconds
    }
}

extension WebhookTestReport: Described {
    package static let schema = JSONSchema.object(
        "WebhookTestReport", description: "What came of a test event, which is sent once.",
        [
            .required("id", .string(description: "The id under which it was sent (webhook-id).")),
            .required("isDelivered", .boolean(description: "Whether it was answered with 2xx.")),
            .optional("status", .integer(100...999, description: "The status of the answer; absent without one.")),
            .optional("error", .string(description: "Why it was not delivered.")),
            .required("durationMilliseconds", .integer(0...EventsFields.largestInteger)),
        ])
}
