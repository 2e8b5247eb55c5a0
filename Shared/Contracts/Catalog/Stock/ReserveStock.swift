package import MeshCore

/// Asks for units to be kept: `PUT /v1/reservations/{id}`.
package struct ReserveStock: Codable, Sendable, Equatable {
    /// What it is for: an order, a cart.
    package var reference: String
    /// Lines of one SKU are summed before anything is compared with the stock.
    package var lines: [ReservationLine]
    /// Seconds until it expires, unless it is claimed or committed before; absent means 900.
    package var expiresIn: Int64?

    package init(reference: String, lines: [ReservationLine], expiresIn: Int64? = nil) {
        self.reference = reference
        self.lines = lines
        self.expiresIn = expiresIn
    }
}

extension ReserveStock: Described {
    package static let schema = JSONSchema.object(
        "ReserveStock", description: "Asks for units to be kept.",
        [
            .required("reference", StockFields.reference),
            .required(
                "lines",
                .array(
                    of: ReservationLine.schema, count: 1...StockFields.mostLines,
                    description: "All or none are kept; lines of one SKU are summed.")),
            .optional(
                "expiresIn",
                .integer(1...StockFields.longestHold, description: "Seconds until it expires.")
                    .defaulting(to: .int(StockFields.standardHold))),
        ])
}
