package import MeshCore

/// What a client works with after login: an access token for requests, and a refresh token for the next pair.
package struct SessionTokens: Codable, Sendable, Equatable {
    package var accessToken: String
    /// Always `Bearer` (RFC 6750).
    package var tokenType: String
    /// Seconds until the access token expires.
    package var expiresIn: Int
    package var refreshToken: String
    /// Seconds until the refresh token expires, if it is not used before.
    package var refreshExpiresIn: Int

    package init(accessToken: String, expiresIn: Int, refreshToken: String, refreshExpiresIn: Int) {
        self.accessToken = accessToken
        self.tokenType = "Bearer"
        self.expiresIn = expiresIn
        self.refreshToken = refreshToken
        self.refreshExpiresIn = refreshExpiresIn
    }
}

extension SessionTokens: Described {
    package static let schema = JSONSchema.object(
        "SessionTokens", description: "An access token for requests, and a refresh token for the next pair.",
        [
            .required("accessToken", .string(description: "A JSON Web Token for Authorization: Bearer.")),
            .required("tokenType", .constant("Bearer")),
            .required("expiresIn", .integer(1..., description: "Seconds until the access token expires.")),
            .required("refreshToken", .string(description: "Good once, for POST /v1/sessions/refresh.")),
            .required("refreshExpiresIn", .integer(0..., description: "Seconds until the refresh token expires.")),
        ])
}
