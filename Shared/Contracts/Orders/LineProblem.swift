/// Why a line of a cart cannot be bought as it stands.
package enum LineProblem: String, Codable, Sendable, CaseIterable {
    /// Nothing has this sku any more.
    case unknownSKU = "unknown_sku"
    /// It is not sold now.
    case inactive
    /// It has no price in the cart's currency.
    case noPrice = "no_price"
    /// So many would cost more than every JSON parser keeps exact.
    case tooLarge = "too_large"
    /// There are fewer than wanted.
    case insufficientStock = "insufficient_stock"
}
