package import MeshCore

/// Who holds an API key, and what it may be used for.
package struct VerifiedAPIKey: Codable, Sendable, Equatable {
    package var keyId: APIKey.ID
    /// The account that made it.
    package var subject: Account.ID
    package var roles: [Role]
    package var scopes: [String]
    package var expiresAt: Timestamp

    package init(keyId: APIKey.ID, subject: Account.ID, roles: [Role], scopes: [String], expiresAt: Timestamp) {
        self.keyId = keyId
        self.subject = subject
        self.roles = roles
        self.scopes = scopes
        self.expiresAt = expiresAt
    }
}

extension VerifiedAPIKey: Described {
    package static let schema = JSONSchema.object(
        "VerifiedAPIKey", description: "Who holds an API key, and what it may be used for.",
        [
            .required("keyId", .id(APIKey.ID.self)),
            .required("subject", .id(Account.ID.self)),
            .required("roles", .array(of: .enumeration(Role.self))),
            .required("scopes", .array(of: .string())),
            .required("expiresAt", .string(format: .dateTime)),
        ])
}
