@testable import Catalog

/// The search as its rules say, without any index: every document is looked at for every query.
struct ReferenceSearch {
    var documents: [SearchDocument]

    /// A word of a document.
    private struct Token {
        let field: Int
        let position: Int
        let text: [UInt8]
    }

    /// How one document matches one query.
    private struct Match {
        let document: SearchDocument
        var words = 0
        var typos = 0
        var proximity = 0
        var attribute = 0
        var inexact = 0

        var rank: [Int] { [-words, typos, proximity, attribute, inexact] }
    }

    func search(_ request: SearchRequest) -> SearchAnswer {
        let matches = documents.compactMap { match($0, request.words, request.matching) }
        let hits = matches.filter { passes($0.document, request, without: nil) }
        let sorted: [Match]
        switch request.order {
        case .relevance:
            sorted = hits.sorted {
                $0.rank == $1.rank ? $0.document.id > $1.document.id : $0.rank.lexicographicallyPrecedes($1.rank)
            }
        case .newest: sorted = hits.sorted { $0.document.id > $1.document.id }
        case .price:
            sorted = hits.sorted { ($0.document.amount, $1.document.id) < ($1.document.amount, $0.document.id) }
        case .priceDescending:
            sorted = hits.sorted { ($1.document.amount, $1.document.id) < ($0.document.amount, $0.document.id) }
        }
        return SearchAnswer(
            ids: sorted.prefix(request.depth).map(\.document.id), total: hits.count,
            facets: request.facets.map { key in
                count(matches.map(\.document).filter { passes($0, request, without: key) }, key)
            })
    }

    // MARK: - Filters

    private func passes(_ document: SearchDocument, _ request: SearchRequest, without key: String?) -> Bool {
        if let price = request.price, key != FacetKey.price {
            guard document.currency == price.currency, document.amount >= price.minimum,
                document.amount <= price.maximum
            else { return false }
        }
        return request.filters.filter { $0.key != key }.allSatisfy { filter in
            !Set(filter.values).isDisjoint(with: values(of: document, filter.key))
        }
    }

    private func values(of document: SearchDocument, _ key: String) -> Set<String> {
        switch key {
        case FacetKey.category: Set(document.categories.map(String.init))
        case FacetKey.tags: Set(document.tags)
        case FacetKey.active: [document.active ? "true" : "false"]
        default: Set(document.attributes.filter { FacetKey.attributes + $0.name == key }.map(\.value))
        }
    }

    private func count(_ documents: [SearchDocument], _ key: String) -> FacetCounts {
        if key == FacetKey.price {
            let prices = Dictionary(grouping: documents, by: \.currency).map { currency, documents in
                FacetCounts.Prices(
                    currency: currency, count: documents.count, minimum: documents.map(\.amount).min() ?? 0,
                    maximum: documents.map(\.amount).max() ?? 0)
            }
            return FacetCounts(
                key: key, prices: prices.sorted { ($1.count, $0.currency) < ($0.count, $1.currency) })
        }
        let counts = documents.reduce(into: [String: Int]()) { counts, document in
            for value in values(of: document, key) { counts[value, default: 0] += 1 }
        }
        let sorted = counts.sorted {
            $0.value != $1.value ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
        }
        return FacetCounts(key: key, values: sorted.prefix(100).map { .init(value: $0.key, count: $0.value) })
    }

    // MARK: - Words

    private func tokens(of document: SearchDocument) -> [Token] {
        var scanner = WordScanner()
        let fields = [
            [document.title], document.skus, document.tags, [document.category], document.attributes.map(\.value),
            [document.description],
        ]
        return fields.enumerated().flatMap { field, values in
            var position = 0
            return values.flatMap { value in
                let words = scanner.words(of: value)
                defer { position += words.count + SegmentFormat.gap }
                return words.enumerated().map { Token(field: field, position: position + $0.offset, text: $0.element) }
            }
        }
    }

    private func match(_ document: SearchDocument, _ words: [SearchWord], _ matching: SearchMatching) -> Match? {
        let tokens = tokens(of: document)
        var match = Match(document: document)
        var places: [[Token]] = []
        for word in words {
            guard let (typos, found, isExact) = occurrences(of: word, in: tokens) else { break }
            match.words += 1
            match.typos += typos
            match.attribute += found.map(\.field).min() ?? 0
            match.inexact += isExact ? 0 : 1
            places.append(found)
        }
        guard words.isEmpty || match.words >= (matching == .all ? words.count : 1) else { return nil }
        for (left, right) in zip(places, places.dropFirst()) {
            let distances = left.flatMap { first in
                right.filter { $0.field == first.field }.map { second in
                    second.position > first.position
                        ? second.position - first.position : first.position - second.position + 1
                }
            }
            match.proximity += min(CandidateRank.farthest, distances.min() ?? .max)
        }
        return match
    }

    private func occurrences(
        of word: SearchWord, in tokens: [Token]
    ) -> (typos: Int, found: [Token], isExact: Bool)? {
        var found = tokens.compactMap { token in
            TypoReference.typos(word, token.text).map { (typos: $0, token: token) }
        }
        for alternative in word.alternatives {
            for field in SearchField.allCases.map(\.rawValue) {
                let inField = tokens.filter { $0.field == field && alternative.contains($0.text) }
                guard Set(inField.map(\.text)) == Set(alternative) else { continue }
                found += inField.map { (0, $0) }
            }
        }
        guard let least = found.map(\.typos).min() else { return nil }
        return (
            least, found.filter { $0.typos == least }.map(\.token), tokens.contains { $0.text == word.text }
        )
    }
}
