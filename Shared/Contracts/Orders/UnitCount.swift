package import MeshCore

/// So many units of one thing.
package struct UnitCount: Codable, Sendable, Equatable {
    package var sku: String
    package var quantity: Int64

    package init(sku: String, quantity: Int64) {
        self.sku = sku
        self.quantity = quantity
    }
}

extension UnitCount: Described {
    package static let schema = JSONSchema.object(
        "UnitCount", description: "So many units of one thing.",
        [.required("sku", OrdersFields.sku), .required("quantity", OrdersFields.quantity)])
}
