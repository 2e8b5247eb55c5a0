package import MeshCore

/// Asks for an access token of the operator: `POST /internal/tokens`, for the supervisor alone.
package struct IssueToken: Codable, Sendable, Equatable {
    package var role: Role
    /// Seconds until it expires, an hour at most; absent means an hour.
    package var expiresIn: Int?

    package init(role: Role, expiresIn: Int? = nil) {
        self.role = role
        self.expiresIn = expiresIn
    }
}

extension IssueToken: Described {
    package static let schema = JSONSchema.object(
        "IssueToken", description: "Asks for an access token of the operator.",
        [
            .required("role", .enumeration(Role.self)),
            .optional("expiresIn", .integer(1...3600, description: "Seconds until it expires; absent means an hour.")),
        ])
}
