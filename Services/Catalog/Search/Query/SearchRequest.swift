/// A search, checked and taken apart.
struct SearchRequest: Equatable, Sendable {
    /// Without words all products are hits.
    var words: [SearchWord] = []
    var matching = SearchMatching.last
    var filters: [SearchFilter] = []
    var price: PriceRange?
    var order = SearchOrder.relevance
    /// The keys whose values are counted.
    var facets: [String] = []
    /// How many of the best hits are wanted.
    var depth = 20
}
