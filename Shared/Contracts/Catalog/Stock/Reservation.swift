package import MeshCore

/// Units that are kept for somebody: all of its lines or none. Its id is the caller's.
package struct Reservation: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "rsv"
    package typealias ID = MeshCore.ID<Reservation>

    package var id: ID
    package var state: ReservationState
    /// What it is for; absent when it was released before it was made.
    package var reference: String?
    /// One line for each SKU, by SKU. Empty when it was released before it was made.
    package var lines: [ReservationLine]
    /// When it expires, or did; absent once it no longer can.
    package var expiresAt: Timestamp?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: ID, state: ReservationState, reference: String?, lines: [ReservationLine], expiresAt: Timestamp?,
        createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.state = state
        self.reference = reference
        self.lines = lines
        self.expiresAt = expiresAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Reservation: Described {
    package static let schema = JSONSchema.object(
        "Reservation", description: "Units that are kept for somebody: all of its lines or none.",
        [
            .required("id", .id(ID.self)),
            .required("state", .enumeration(ReservationState.self)),
            .optional("reference", StockFields.reference),
            .required(
                "lines",
                .array(
                    of: .object([
                        .required("sku", StockFields.sku),
                        .required("quantity", .integer(1...StockFields.largestOnHand)),
                    ]), count: 0...StockFields.mostLines)),
            .optional(
                "expiresAt", .string(format: .dateTime, description: "Absent once it can no longer expire.")),
            .required("createdAt", .string(format: .dateTime)),
            .required("updatedAt", .string(format: .dateTime)),
        ])
}
