package import MeshCore

/// Calls an order off: `POST /v1/orders/{id}/cancel`.
package struct CancelOrder: Codable, Sendable, Equatable {
    package var reason: String?

    package init(reason: String? = nil) {
        self.reason = reason
    }
}

extension CancelOrder: Described {
    package static let schema = JSONSchema.object(
        "CancelOrder", description: "Calls an order off.",
        [.optional("reason", OrdersFields.optionalText(200, "Why, in words."))])
}
