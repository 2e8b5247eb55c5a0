package import MeshCore

/// A page of the ledger of one SKU, the newest first.
package struct StockMovementList: Codable, Sendable, Equatable {
    package var items: [StockMovement]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [StockMovement], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension StockMovementList: Described {
    package static let schema = JSONSchema.object(
        "StockMovementList", description: "A page of the ledger of one SKU, the newest first.",
        [
            .required("items", .array(of: StockMovement.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
