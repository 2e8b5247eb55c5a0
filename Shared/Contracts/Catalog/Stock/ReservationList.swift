package import MeshCore

/// A page of live reservations, by id and so by age, the oldest first.
package struct ReservationList: Codable, Sendable, Equatable {
    package var items: [Reservation]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [Reservation], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension ReservationList: Described {
    package static let schema = JSONSchema.object(
        "ReservationList", description: "A page of live reservations, the oldest first.",
        [
            .required("items", .array(of: Reservation.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
