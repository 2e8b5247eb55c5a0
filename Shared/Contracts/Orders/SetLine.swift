package import MeshCore

/// Says how many of one thing are wanted: `PUT /v1/carts/{id}/lines/{sku}`.
package struct SetLine: Codable, Sendable, Equatable {
    /// 0 takes the line away.
    package var quantity: Int64

    package init(quantity: Int64) {
        self.quantity = quantity
    }
}

extension SetLine: Described {
    package static let schema = JSONSchema.object(
        "SetLine", description: "Says how many of one thing are wanted.",
        [
            .required(
                "quantity", .integer(0...OrdersFields.quantityLimit, description: "Units; 0 takes the line away."))
        ])
}
