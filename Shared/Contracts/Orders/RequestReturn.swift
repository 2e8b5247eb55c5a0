package import MeshCore

/// Asks to send goods back: `POST /v1/orders/{id}/returns`.
package struct RequestReturn: Codable, Sendable, Equatable {
    package var lines: [UnitCount]
    package var reason: String?

    package init(lines: [UnitCount], reason: String? = nil) {
        self.lines = lines
        self.reason = reason
    }
}

extension RequestReturn: Described {
    package static let schema = JSONSchema.object(
        "RequestReturn", description: "Asks to send goods back.",
        [
            .required("lines", .array(of: UnitCount.schema, count: 1...OrdersFields.lineLimit)),
            .optional("reason", OrdersFields.optionalText(200, "Why, in words.")),
        ])
}
