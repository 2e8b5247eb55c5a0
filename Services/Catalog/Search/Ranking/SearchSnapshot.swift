/// The index at one moment: segments that never change, and which of their documents are still there.
struct SearchSnapshot: Sendable {
    /// A segment with its documents.
    struct Part: Sendable {
        let segment: Segment
        /// Those that were not deleted.
        let live: DocumentBits
    }

    var parts: [Part] = []

    /// Finds, ranks and counts.
    func search(_ request: SearchRequest) -> SearchAnswer {
        let searches = parts.map { SegmentSearch(request, in: $0.segment, live: $0.live) }
        let counter = FacetCounter(searches, keys: request.facets)
        return SearchAnswer(
            ids: best(searches, request), total: searches.reduce(0) { $0 + $1.hits.count },
            facets: request.facets.map(counter.count))
    }

    private func best(_ searches: [SegmentSearch], _ request: SearchRequest) -> [UInt128] {
        switch request.order {
        case .newest: return newest(searches, request.depth)
        case .relevance:
            guard !request.words.isEmpty else { return newest(searches, request.depth) }
            return BucketRanking(searches: searches, request: request).best()
        case .price: return PriceOrder(isDescending: false).first(request.depth, of: searches)
        case .priceDescending: return PriceOrder(isDescending: true).first(request.depth, of: searches)
        }
    }

    private func newest(_ searches: [SegmentSearch], _ count: Int) -> [UInt128] {
        let ids = searches.flatMap { search in search.hits.newest(count).map(search.segment.id) }
        return Array(ids.sorted(by: >).prefix(count))
    }
}
