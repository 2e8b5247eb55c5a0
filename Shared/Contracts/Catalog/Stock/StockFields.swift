package import MeshCore

/// The schemas of stock's members, each with its limits.
package enum StockFields {
    /// The largest quantity of one line or one movement: more than anybody orders, and 200 of them stay far below what a
    /// sum of 64 bits or a number of JSON holds.
    package static let largestQuantity: Int64 = 1_000_000
    /// The most units of one SKU on hand.
    package static let largestOnHand: Int64 = 1_000_000_000
    /// The most lines of a reservation.
    package static let mostLines = 200
    /// How long a reservation is held when nothing else is said, in seconds: ample for a person who pays.
    package static let standardHold: Int64 = 900
    /// How long a reservation is held at most, in seconds: a day.
    package static let longestHold: Int64 = 86_400
    /// The most violations of invariants that are told one by one.
    package static let mostViolations = 100

    /// A stock-keeping unit: the number of a product or of one of its variants.
    package static let sku = ProductFields.sku

    static let quantity = JSONSchema.integer(1...largestQuantity, description: "How many units.")
    static let onHand = JSONSchema.integer(0...largestOnHand, description: "Units that are there, reserved ones too.")
    static let reserved = JSONSchema.integer(0...largestOnHand, description: "Units that are kept for somebody.")
    static let available = JSONSchema.integer(0...largestOnHand, description: "Units that can be reserved.")
    static let version = JSONSchema.integer(
        0..., description: "Counts the changes; 0 where nothing was ever stocked. The ETag is this number.")

    static let reference = JSONSchema.string(
        1...128, pattern: "^[!-~]+$", description: "What it belongs to: an order, a delivery."
    ).example("ord_01jd4t9x5se4nvk3qk2m7c8h6r")
}
