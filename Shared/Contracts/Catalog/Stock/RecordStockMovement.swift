package import MeshCore

/// Records units that came or went: `POST /v1/stock/{sku}/movements`.
package struct RecordStockMovement: Codable, Sendable, Equatable {
    /// Units that came; negative for those that went.
    package var quantity: Int64
    package var reason: StockMovementReason
    /// What it belongs to: an order, a delivery.
    package var reference: String?

    package init(quantity: Int64, reason: StockMovementReason, reference: String? = nil) {
        self.quantity = quantity
        self.reason = reason
        self.reference = reference
    }
}

extension RecordStockMovement: Described {
    package static let schema = JSONSchema.object(
        "RecordStockMovement", description: "Records units that came or went.",
        [
            .required(
                "quantity",
                .integer(
                    -StockFields.largestQuantity...StockFields.largestQuantity,
                    description: "Units that came (received, returned, found); negative for those that went; never 0.")),
            .required("reason", .enumeration(StockMovementReason.recordable.map(\.rawValue))),
            .optional("reference", StockFields.reference),
        ])
}
