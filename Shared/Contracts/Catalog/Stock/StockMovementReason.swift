/// Why units came or went.
package enum StockMovementReason: String, Codable, Sendable, CaseIterable {
    /// Delivered by a supplier.
    case received
    /// Sent back by a buyer.
    case returned
    /// No longer fit for sale.
    case damaged
    /// Not there although they should be.
    case lost
    /// There although they should not be.
    case found
    /// Sold past this shop.
    case soldElsewhere = "sold_elsewhere"
    /// The difference that a count has found.
    case correction
    /// Sold: a reservation was committed. Written by commits alone.
    case sold

    /// Those that may be recorded by hand.
    package static let recordable: [StockMovementReason] = allCases.filter { $0 != .sold }

    /// Whether a movement for this reason may have this quantity: what comes is positive, what goes is negative.
    package func fits(_ quantity: Int64) -> Bool {
        switch self {
        case .received, .returned, .found: quantity > 0
        case .damaged, .lost, .soldElsewhere, .sold: quantity < 0
        case .correction: quantity != 0
        }
    }
}
