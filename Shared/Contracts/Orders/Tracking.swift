package import MeshCore

/// How a parcel is followed; also the request of `POST /v1/orders/{id}/ship`.
package struct Tracking: Codable, Sendable, Equatable {
    package var carrier: String?
    package var number: String?

    package init(carrier: String? = nil, number: String? = nil) {
        self.carrier = carrier
        self.number = number
    }
}

extension Tracking: Described {
    package static let schema = JSONSchema.object(
        "Tracking", description: "How a parcel is followed.",
        [
            .optional("carrier", OrdersFields.text(1...64).example("DHL")),
            .optional("number", OrdersFields.text(1...64).example("00340434292135100186")),
        ])
}
