/// How the hits are sorted.
enum SearchOrder: String, CaseIterable, Sendable {
    /// The best first.
    case relevance
    /// The cheapest first.
    case price
    /// The dearest first.
    case priceDescending = "-price"
    /// The newest first.
    case newest
}
