package import MeshCore

/// Makes a webhook, or changes it: `PUT /v1/topics/{topic}/webhooks/{name}`. What it does not tell has its default; one that
/// was disabled is active again.
package struct PutWebhook: Codable, Sendable, Equatable {
    package var url: String
    /// Only events of these types; a `*` at the end stands for any rest. All, when it is empty.
    package var types: [String]?
    /// For a new webhook; made here when it is absent.
    package var secret: String?
    /// Where a new webhook begins: with the next record, or with the oldest. The next unless told.
    package var from: WebhookStart?
    /// A new webhook begins with the first record that is not older.
    package var time: Timestamp?
    /// How often an event is tried before it goes to the dead letters.
    package var attempts: Int?
    package var timeoutSeconds: Int?
    package var isPaused: Bool?

    package init(url: String) {
        self.url = url
    }
}

extension PutWebhook: Described {
    package static let schema = JSONSchema.object(
        "PutWebhook", description: "Makes a webhook, or changes it; what it does not tell has its default.",
        [
            .required("url", WebhookFields.url), .optional("types", WebhookFields.types),
            .optional("secret", WebhookFields.secret.describing("For a new webhook; made here when it is absent.")),
            .optional(
                "from",
                .enumeration(
                    WebhookStart.self,
                    description:
                        "Where a new webhook begins: with the next record, or with the oldest; latest unless told.")),
            .optional(
                "time", Timestamp.schema.describing("A new webhook begins with the first record that is not older.")),
            .optional("attempts", WebhookFields.attempts), .optional("timeoutSeconds", WebhookFields.timeoutSeconds),
            .optional("isPaused", .boolean(description: "Whether it waits, and keeps its place.")),
        ])
}
