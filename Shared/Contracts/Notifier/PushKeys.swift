package import MeshCore

/// The keys of a browser's subscription, as its script is told them (RFC 8291, section 2), in Base64url.
package struct PushKeys: Codable, Sendable, Equatable {
    package var p256dh: String
    package var auth: String

    package init(p256dh: String, auth: String) {
        self.p256dh = p256dh
        self.auth = auth
    }
}

extension PushKeys: Described {
    package static let schema = JSONSchema.object(
        "PushKeys", description: "The keys of a browser's subscription, as its script is told them.",
        [.required("p256dh", .string(80...100)), .required("auth", .string(20...30))])
}
