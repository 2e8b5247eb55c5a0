package import MeshCore

/// A webhook's new secret, told this once.
package struct WebhookSecretAnswer: Codable, Sendable, Equatable {
    package var secret: String
    /// When the secrets that were replaced stop to sign.
    package var secretsRetireAt: [Timestamp]

    package init(secret: String, secretsRetireAt: [Timestamp]) {
        self.secret = secret
        self.secretsRetireAt = secretsRetireAt
    }
}

extension WebhookSecretAnswer: Described {
    package static let schema = JSONSchema.object(
        "WebhookSecretAnswer", description: "A webhook's new secret, told this once.",
        [
            .required("secret", WebhookFields.secret),
            .required(
                "secretsRetireAt",
                .array(
                    of: Timestamp.schema, count: 0...10,
                    description: "When the secrets that were replaced stop to sign.")),
        ])
}
