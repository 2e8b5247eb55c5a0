package import MeshCore

/// An entry of the ledger of stock: units that came or went. Entries are only ever added.
package struct StockMovement: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "mov"
    package typealias ID = MeshCore.ID<StockMovement>

    package var id: ID
    package var sku: String
    /// Units that came; negative for those that went.
    package var quantity: Int64
    package var reason: StockMovementReason
    /// What it belongs to: an order, a delivery; absent when nothing was named.
    package var reference: String?
    /// Units on hand after it.
    package var onHand: Int64
    package var at: Timestamp

    package init(
        id: ID, sku: String, quantity: Int64, reason: StockMovementReason, reference: String? = nil, onHand: Int64,
        at: Timestamp
    ) {
        self.id = id
        self.sku = sku
        self.quantity = quantity
        self.reason = reason
        self.reference = reference
        self.onHand = onHand
        self.at = at
    }
}

extension StockMovement: Described {
    package static let schema = JSONSchema.object(
        "StockMovement", description: "Units that came or went: an entry of the ledger.",
        [
            .required("id", .id(ID.self)),
            .required("sku", StockFields.sku),
            .required(
                "quantity",
                .integer(
                    -StockFields.largestOnHand...StockFields.largestOnHand,
                    description: "Units that came; negative for those that went.")),
            .required("reason", .enumeration(StockMovementReason.self)),
            .optional("reference", StockFields.reference),
            .required("onHand", StockFields.onHand),
            .required("at", .string(format: .dateTime)),
        ])
}
