package import MeshCore

/// So many units of one SKU.
package struct ReservationLine: Codable, Sendable, Hashable {
    package var sku: String
    package var quantity: Int64

    package init(sku: String, quantity: Int64) {
        self.sku = sku
        self.quantity = quantity
    }
}

extension ReservationLine: Described {
    package static let schema = JSONSchema.object(
        "ReservationLine", description: "So many units of one SKU.",
        [.required("sku", StockFields.sku), .required("quantity", StockFields.quantity)])
}
