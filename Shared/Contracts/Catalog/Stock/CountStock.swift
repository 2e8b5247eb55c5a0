package import MeshCore

/// Tells what a count has found: `PUT /v1/stock/{sku}`. The difference becomes a movement.
package struct CountStock: Codable, Sendable, Equatable {
    /// Units that are there, reserved ones too.
    package var onHand: Int64

    package init(onHand: Int64) {
        self.onHand = onHand
    }
}

extension CountStock: Described {
    package static let schema = JSONSchema.object(
        "CountStock", description: "Tells what a count has found.", [.required("onHand", StockFields.onHand)])
}
