package import MeshCore

/// How much there is of a stock-keeping unit. One that was never stocked has nothing on hand, and version 0.
package struct StockLevel: Codable, Sendable, Equatable {
    package var sku: String
    /// Units that are there, reserved ones too: the sum of all movements.
    package var onHand: Int64
    /// Units that live reservations keep.
    package var reserved: Int64
    /// Units that can be reserved: on hand and not reserved; never less than none.
    package var available: Int64
    /// Counts the changes; the ETag is this number.
    package var version: Int64
    /// Absent where nothing was ever stocked.
    package var updatedAt: Timestamp?

    package init(sku: String, onHand: Int64 = 0, reserved: Int64 = 0, version: Int64 = 0, updatedAt: Timestamp? = nil) {
        self.sku = sku
        self.onHand = onHand
        self.reserved = reserved
        available = onHand - reserved
        self.version = version
        self.updatedAt = updatedAt
    }

    /// The level as JSON with its members in their order: a strong ETag means the same bytes from every instance.
    package var json: JSONValue {
        var object: JSONObject = [
            "sku": .string(sku), "onHand": .int(onHand), "reserved": .int(reserved), "available": .int(available),
            "version": .int(version),
        ]
        object["updatedAt"] = updatedAt.map { .string($0.description) }
        return .object(object)
    }
}

extension StockLevel: Described {
    package static let schema = JSONSchema.object(
        "StockLevel", description: "How much there is of a stock-keeping unit.",
        [
            .required("sku", StockFields.sku),
            .required("onHand", StockFields.onHand),
            .required("reserved", StockFields.reserved),
            .required("available", StockFields.available),
            .required("version", StockFields.version),
            .optional("updatedAt", .string(format: .dateTime)),
        ])
}
