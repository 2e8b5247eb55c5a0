package import MeshCore

/// Refuses to take goods back: `POST /v1/orders/{id}/returns/{rid}/reject`.
package struct RejectReturn: Codable, Sendable, Equatable {
    package var reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

extension RejectReturn: Described {
    package static let schema = JSONSchema.object(
        "RejectReturn", description: "Refuses to take goods back.",
        [.required("reason", OrdersFields.text(1...200, "Why, in words."))])
}
