package import MeshCore

/// Asks who holds a bearer key: `POST /internal/api-keys/verify`, for services.
package struct VerifyAPIKey: Codable, Sendable, Equatable {
    package var key: String

    package init(key: String) { self.key = key }
}

extension VerifyAPIKey: Described {
    package static let schema = JSONSchema.object(
        "VerifyAPIKey", description: "Asks who holds a bearer key.",
        [.required("key", .string(1...256, description: "What a caller sent as Authorization: Bearer."))])
}
