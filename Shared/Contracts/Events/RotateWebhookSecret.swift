package import MeshCore

/// Replaces a webhook's secret: `POST /v1/topics/{topic}/webhooks/{name}/secrets`. For a while both sign, so that the receiver
/// may change over when it likes.
package struct RotateWebhookSecret: Codable, Sendable, Equatable {
    /// The new one; made here when it is absent.
    package var secret: String?
    /// How long the former secret signs beside the new one; a day unless told.
    package var overlapSeconds: Int64?

    package init(secret: String? = nil, overlapSeconds: Int64? = nil) {
        self.secret = secret
        self.overlapSeconds = overlapSeconds
    }
}

extension RotateWebhookSecret: Described {
    package static let schema = JSONSchema.object(
        "RotateWebhookSecret", description: "Replaces a webhook's secret; for a while both sign.",
        [
            .optional("secret", WebhookFields.secret.describing("The new one; made here when it is absent.")),
            .optional(
                "overlapSeconds",
                .integer(
                    0...2_592_000,
                    description: "How long the former secret signs beside the new one; a day unless told.")
            ),
        ])
}
