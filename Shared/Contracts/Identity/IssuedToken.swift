package import MeshCore

/// An access token that belongs to no session and cannot be renewed.
package struct IssuedToken: Codable, Sendable, Equatable {
    package var accessToken: String
    /// Always `Bearer`.
    package var tokenType: String
    /// Seconds until it expires.
    package var expiresIn: Int

    package init(accessToken: String, expiresIn: Int) {
        self.accessToken = accessToken
        self.tokenType = "Bearer"
        self.expiresIn = expiresIn
    }
}

extension IssuedToken: Described {
    package static let schema = JSONSchema.object(
        "IssuedToken", description: "An access token that belongs to no session.",
        [
            .required("accessToken", .string()),
            .required("tokenType", .constant("Bearer")),
            .required("expiresIn", .integer(1...3600)),
        ])
}
