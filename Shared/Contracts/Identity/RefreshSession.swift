package import MeshCore

/// Renews a session's tokens: `POST /v1/sessions/refresh`.
package struct RefreshSession: Codable, Sendable, Equatable {
    package var refreshToken: String

    package init(refreshToken: String) { self.refreshToken = refreshToken }
}

extension RefreshSession: Described {
    package static let schema = JSONSchema.object(
        "RefreshSession", description: "Renews a session's tokens.",
        [
            .required(
                "refreshToken", .string(1...256, description: "The refresh token that was given last; it is good once.")
            )
        ])
}
