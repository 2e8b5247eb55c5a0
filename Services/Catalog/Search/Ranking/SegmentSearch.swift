/// One search in one segment: which documents have which words with how many typos, and which pass the filters.
struct SegmentSearch {
    let segment: Segment
    let matches: [WordMatches]
    /// All hits in this segment.
    let hits: DocumentBits

    private let request: SearchRequest
    /// Documents that match the words, before any filter but the price's.
    private let inPriceRange: DocumentBits
    /// Documents that match the words, before any filter.
    private let matching: DocumentBits
    private let filters: [(key: String, documents: DocumentBits)]
    /// The documents that have each word.
    private let having: [DocumentBits]
    /// `levels[k][c]`: the hits that have the first k + 1 words with c typos in all.
    private let levels: [[DocumentBits?]]

    /// - Parameters:
    ///   - request: What is looked for.
    ///   - segment: Where.
    ///   - live: Its documents that were not deleted.
    init(_ request: SearchRequest, in segment: Segment, live: DocumentBits) {
        self.request = request
        self.segment = segment
        matches = request.words.map { WordMatches($0, in: segment) }
        let byTypos = matches.map(Self.documentsByTypos)
        having = byTypos.map { Self.union($0, limit: segment.count) }
        matching = Self.matching(having, request.matching, live: live)
        inPriceRange = request.price.map { [matching] in Self.restrict(matching, to: $0, segment) } ?? matching
        filters = request.filters.map { ($0.key, Self.documents(of: $0, segment)) }
        var hits = inPriceRange
        for filter in filters { hits.formIntersection(filter.documents) }
        self.hits = hits
        // Only ranking asks for the levels.
        levels = request.order == .relevance ? Self.levels(byTypos, in: hits) : []
    }

    /// The hits that have the first words, not the one behind them, with so many typos in all.
    func bucket(words count: Int, typos: Int) -> DocumentBits? {
        guard typos < levels[count - 1].count, let level = levels[count - 1][typos] else { return nil }
        let bucket = count < having.count ? level.subtracting(having[count]) : level
        return bucket.isEmpty ? nil : bucket
    }

    /// Whether a key has a filter of its own.
    func isFiltered(by key: String) -> Bool {
        filters.contains { $0.key == key }
    }

    /// The documents among which a facet's values are counted: the hits, but for the facet's own filter.
    func counted(for key: String) -> DocumentBits {
        if key == FacetKey.price {
            return filters.reduce(into: matching) { $0.formIntersection($1.documents) }
        }
        guard isFiltered(by: key) else { return hits }
        return filters.reduce(into: inPriceRange) { documents, filter in
            if filter.key != key { documents.formIntersection(filter.documents) }
        }
    }

    /// The documents that have a word with exactly so many typos at best.
    private static func documentsByTypos(_ matches: WordMatches) -> [DocumentBits?] {
        var found: [DocumentBits?] = []
        for typos in 0...2 {
            var documents = matches.documents(typos: typos)
            for better in found { if let better { documents?.subtract(better) } }
            found.append(documents)
        }
        return found
    }

    private static func union(_ sets: [DocumentBits?], limit: Int) -> DocumentBits {
        var union = DocumentBits(limit: limit)
        for set in sets { if let set { union.formUnion(set) } }
        return union
    }

    private static func matching(
        _ having: [DocumentBits], _ matching: SearchMatching, live: DocumentBits
    ) -> DocumentBits {
        switch matching {
        case .last: having.first.map { $0.intersection(live) } ?? live
        case .all: having.reduce(into: live) { $0.formIntersection($1) }
        }
    }

    private static func documents(of filter: SearchFilter, _ segment: Segment) -> DocumentBits {
        var documents = DocumentBits(limit: segment.count)
        for value in filter.values { documents.formUnion(segment.documents(ofFacet: filter.key, value)) }
        return documents
    }

    private static func restrict(_ documents: DocumentBits, to range: PriceRange, _ segment: Segment) -> DocumentBits {
        var inside = DocumentBits(limit: segment.count)
        guard let currency = segment.currencies.firstIndex(of: range.currency) else { return inside }
        documents.forEach { document in
            let price = segment.price(document)
            let amount = PackedPrice.amount(price)
            if PackedPrice.currency(price) == currency, amount >= range.minimum, amount <= range.maximum {
                inside.insert(document)
            }
        }
        return inside
    }

    private static func levels(_ byTypos: [[DocumentBits?]], in hits: DocumentBits) -> [[DocumentBits?]] {
        var levels: [[DocumentBits?]] = []
        for word in byTypos {
            let before = levels.last ?? [hits]
            var level = [DocumentBits?](repeating: nil, count: before.count + 2)
            for (typos, documents) in before.enumerated() {
                for (more, having) in word.enumerated() {
                    guard let documents, let having else { continue }
                    let both = documents.intersection(having)
                    guard !both.isEmpty else { continue }
                    if level[typos + more]?.formUnion(both) == nil { level[typos + more] = both }
                }
            }
            levels.append(level)
        }
        return levels
    }
}
