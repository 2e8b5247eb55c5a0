package import MeshCore

/// A place that an account wants to be called at: `POST /v1/notifications/endpoints`.
package struct RegisterEndpoint: Codable, Sendable, Equatable {
    package var channel: NotificationChannel
    package var url: String
    /// Of a browser.
    package var keys: PushKeys?

    package init(channel: NotificationChannel, url: String, keys: PushKeys? = nil) {
        self.channel = channel
        self.url = url
        self.keys = keys
    }
}

extension RegisterEndpoint: Described {
    package static let schema = JSONSchema.object(
        "RegisterEndpoint", description: "A place that an account wants to be called at.",
        [
            .required("channel", .enumeration(["webhook", "push"])),
            .required("url", .string(10...2048, description: "Where to: https://…")),
            .optional("keys", PushKeys.schema),
        ])
}
