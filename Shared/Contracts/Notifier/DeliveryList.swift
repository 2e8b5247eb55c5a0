package import MeshCore

/// A page of deliveries, the newest first.
package struct DeliveryList: Codable, Sendable, Equatable {
    package var items: [Delivery]
    package var nextCursor: String?

    package init(items: [Delivery], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension DeliveryList: Described {
    package static let schema = JSONSchema.object(
        "DeliveryList", description: "A page of deliveries, the newest first.",
        [
            .required("items", .array(of: Delivery.schema)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last.")),
        ])
}
