package import MeshCore

/// Logins that look like an attack.
package struct SuspiciousLogin: Codable, Sendable, Equatable {
    /// What makes them look so.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// One source has failed again and again.
        case guessing
        /// An account was let in after many failures.
        case guessed
        /// A refresh token was used again after its time: somebody else may have it.
        case tokenReused
    }

    package var kind: Kind
    /// The source's address, or the account's id.
    package var subject: String
    /// How often it failed, or was reused.
    package var count: Int
    /// How many accounts, or unknown addresses, it was about: at least.
    package var accounts: Int
    package var firstAt: Timestamp
    package var lastAt: Timestamp

    package init(
        kind: Kind, subject: String, count: Int, accounts: Int, firstAt: Timestamp, lastAt: Timestamp
    ) {
        self.kind = kind
        self.subject = subject
        self.count = count
        self.accounts = accounts
        self.firstAt = firstAt
        self.lastAt = lastAt
    }
}

extension SuspiciousLogin: Described {
    package static let schema = JSONSchema.object(
        "SuspiciousLogin", description: "Logins that look like an attack.",
        [
            .required("kind", .enumeration(Kind.self)),
            .required("subject", .string(description: "The source's address, or the account's id.")),
            .required("count", .integer(1..., description: "How often it failed, or was reused.")),
            .required("accounts", .integer(0..., description: "How many accounts it was about.")),
            .required("firstAt", .string(format: .dateTime)), .required("lastAt", .string(format: .dateTime)),
        ])
}
