package import MeshCore

/// The places that an account is called at.
package struct NotificationEndpointList: Codable, Sendable, Equatable {
    package var items: [NotificationEndpoint]
    /// What browsers subscribe with (`applicationServerKey`, RFC 8292), in Base64url.
    package var applicationServerKey: String

    package init(items: [NotificationEndpoint], applicationServerKey: String) {
        self.items = items
        self.applicationServerKey = applicationServerKey
    }
}

extension NotificationEndpointList: Described {
    package static let schema = JSONSchema.object(
        "NotificationEndpointList", description: "The places that an account is called at.",
        [
            .required("items", .array(of: NotificationEndpoint.schema)),
            .required("applicationServerKey", .string(description: "What browsers subscribe with.")),
        ])
}
