package import MeshCore

/// A place that an account is called at: an endpoint of webhooks, or a browser.
package struct NotificationEndpoint: Codable, Sendable, Equatable, Identified {
    package typealias ID = MeshCore.ID<NotificationEndpoint>

    package static let idPrefix = "nep"

    package var id: ID
    package var channel: NotificationChannel
    package var url: String
    /// By which webhooks are signed; told once, when it is registered.
    package var secret: String?
    package var createdAt: Timestamp

    package init(id: ID, channel: NotificationChannel, url: String, secret: String? = nil, createdAt: Timestamp) {
        self.id = id
        self.channel = channel
        self.url = url
        self.secret = secret
        self.createdAt = createdAt
    }
}

extension NotificationEndpoint: Described {
    package static let schema = JSONSchema.object(
        "NotificationEndpoint", description: "A place that an account is called at.",
        [
            .required("id", .id(NotificationEndpoint.ID.self)),
            .required("channel", .enumeration(NotificationChannel.self)), .required("url", .string()),
            .optional("secret", .string(description: "By which webhooks are signed; told once.")),
            .required("createdAt", Timestamp.schema),
        ])
}
