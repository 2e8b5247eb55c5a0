package import MeshCore

/// Who calls, as proven by a token or an API key.
package struct Principal: Sendable, Equatable {
    /// How the caller proved it.
    package enum Credential: Sendable, Equatable {
        case accessToken
        case apiKey
        /// A request signed with an API key for AWS clients.
        case signature
    }

    /// The account's id.
    package let subject: String
    package let roles: Set<String>
    package let scopes: Set<String>
    /// The session that the token belongs to, which ends with it.
    package let session: String?
    package let credential: Credential
    /// When the proof ends.
    package let expiresAt: Timestamp?

    package init(
        subject: String, roles: Set<String> = [], scopes: Set<String> = [], session: String? = nil,
        credential: Credential = .accessToken, expiresAt: Timestamp? = nil
    ) {
        self.subject = subject
        self.roles = roles
        self.scopes = scopes
        self.session = session
        self.credential = credential
        self.expiresAt = expiresAt
    }

    package func has(role: String) -> Bool { roles.contains(role) }
    package func has(scope: String) -> Bool { scopes.contains(scope) }
}
