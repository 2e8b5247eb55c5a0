/// Restricts a search to prices in one currency.
struct PriceRange: Equatable, Sendable {
    /// A code of ISO 4217.
    var currency: String
    /// Minor units.
    var minimum: Int64 = 0
    /// Minor units.
    var maximum: Int64 = .max
}
