/// What a search has found.
struct SearchAnswer: Equatable, Sendable {
    /// The best hits, the best first.
    var ids: [UInt128] = []
    /// How many hits there are in all.
    var total = 0
    var facets: [FacetCounts] = []
}
