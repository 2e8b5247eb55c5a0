package import MeshCore

/// A login that lasts: on one device, until logout, disuse or its end.
package struct Session: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "ses"
    package typealias ID = MeshCore.ID<Session>

    package var id: ID
    package var createdAt: Timestamp
    /// When its tokens were last renewed.
    package var refreshedAt: Timestamp
    package var expiresAt: Timestamp
    /// The address that it was opened from.
    package var source: String?
    package var userAgent: String?
    /// Whether it is the one that the request was made with.
    package var isCurrent: Bool

    package init(
        id: ID, createdAt: Timestamp, refreshedAt: Timestamp, expiresAt: Timestamp, source: String?, userAgent: String?,
        isCurrent: Bool
    ) {
        self.id = id
        self.createdAt = createdAt
        self.refreshedAt = refreshedAt
        self.expiresAt = expiresAt
        self.source = source
        self.userAgent = userAgent
        self.isCurrent = isCurrent
    }
}

extension Session: Described {
    package static let schema = JSONSchema.object(
        "Session", description: "A login that lasts.",
        [
            .required("id", .id(ID.self)),
            .required("createdAt", .string(format: .dateTime)),
            .required("refreshedAt", .string(format: .dateTime, description: "When its tokens were last renewed.")),
            .required("expiresAt", .string(format: .dateTime)),
            .optional("source", .string(description: "The address that it was opened from.")),
            .optional("userAgent", .string(description: "What the client said it was.")),
            .required("isCurrent", .boolean(description: "Whether this request was made with it.")),
        ])
}
