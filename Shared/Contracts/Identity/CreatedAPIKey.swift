package import MeshCore

/// A new API key with its secret, which is shown this once.
package struct CreatedAPIKey: Codable, Sendable, Equatable {
    package var id: APIKey.ID
    package var name: String
    package var kind: APIKeyKind
    package var scopes: [String]
    package var hint: String?
    package var accessKeyId: String?
    package var createdAt: Timestamp
    package var expiresAt: Timestamp
    /// The whole key of kind `bearer`: `ork_…`.
    package var key: String?
    /// The secret of a key of kind `aws`.
    package var secretAccessKey: String?

    /// Puts a key and its secret together.
    package init(_ key: APIKey, bearer: String?, secretAccessKey: String?) {
        self.id = key.id
        self.name = key.name
        self.kind = key.kind
        self.scopes = key.scopes
        self.hint = key.hint
        self.accessKeyId = key.accessKeyId
        self.createdAt = key.createdAt
        self.expiresAt = key.expiresAt
        self.key = bearer
        self.secretAccessKey = secretAccessKey
    }
}

extension CreatedAPIKey: Described {
    package static let schema = JSONSchema.object(
        "CreatedAPIKey", description: "A new API key with its secret, which is shown this once.",
        APIKey.members.filter { $0.name != "lastUsedAt" } + [
            .optional("key", .string(description: "The key for Authorization: Bearer, of kind bearer.")),
            .optional("secretAccessKey", .string(description: "The secret that signs requests, of kind aws.")),
        ])
}
