/// Ranks single documents of a segment inside their bucket: by proximity, attribute and exactness, read from what the
/// document says.
struct CandidateRank {
    /// Words further apart, or in different fields, are not close at all.
    static let farthest = 8
    /// So many places of a word are looked at.
    static let placeLimit = 32

    /// Where a word of the query stands in the document, with its fewest typos.
    private struct Places {
        var typos = 3
        var isExact = false
        /// The field above sixteen bits of position.
        var places: [Int] = []

        mutating func add(_ place: Int, typos: Int) {
            if typos < self.typos {
                self.typos = typos
                places.removeAll(keepingCapacity: true)
            }
            if typos == self.typos, places.count < CandidateRank.placeLimit { places.append(place) }
        }
    }

    private let segment: Segment
    private let matches: [WordMatches]
    private let hasPhrases: Bool
    private let filter: OrdinalFilter
    private var words: [Places]

    /// - Parameters:
    ///   - search: The search in the segment.
    ///   - count: How many words, from the first, the documents have.
    init(_ search: SegmentSearch, words count: Int) {
        segment = search.segment
        matches = Array(search.matches.prefix(count))
        filter = OrdinalFilter(matches.flatMap(\.runs))
        hasPhrases = matches.contains { !$0.phrases.isEmpty }
        words = Array(repeating: Places(), count: count)
    }

    /// The document's rank: the smaller, the better.
    mutating func rank(of document: Int) -> UInt64 {
        for word in words.indices {
            words[word].typos = 3
            words[word].isExact = false
            words[word].places.removeAll(keepingCapacity: true)
        }
        let place = segment.content(document)
        DocumentContent.forEachWord(segment.view, at: place) { field, position, ordinal in
            guard filter.mayHave(ordinal) else { return }
            for word in words.indices {
                guard let typos = matches[word].typos(of: ordinal) else { continue }
                words[word].add(field << 16 | position, typos: typos)
                if matches[word].exact == ordinal { words[word].isExact = true }
            }
        }
        if hasPhrases { addPhrases(at: place) }
        let proximity = zip(words, words.dropFirst()).reduce(0) { $0 + Self.distance($1.0.places, $1.1.places) }
        let attribute = words.reduce(0) { sum, word in
            sum + (word.places.lazy.map { $0 >> 16 }.min() ?? SearchField.description.rawValue)
        }
        let exact = words.reduce(0) { $0 + ($1.isExact ? 1 : 0) }
        return UInt64(proximity) << 32 | UInt64(attribute) << 16 | UInt64(words.count - exact)
    }

    /// Adds the places of alternatives of several words, where all of them stand in one field.
    private mutating func addPhrases(at place: Int) {
        for word in words.indices {
            for phrase in matches[word].phrases {
                var seen = [Set<Int>](repeating: [], count: SearchField.allCases.count)
                var places = [[Int]](repeating: [], count: SearchField.allCases.count)
                DocumentContent.forEachWord(segment.view, at: place) { field, position, ordinal in
                    guard phrase.ordinals.contains(ordinal) else { return }
                    seen[field].insert(ordinal)
                    places[field].append(field << 16 | position)
                }
                for field in seen.indices where seen[field].count == Set(phrase.ordinals).count {
                    for place in places[field] { words[word].add(place, typos: 0) }
                }
            }
        }
    }

    /// The least distance between two words: 1 when the second follows the first, one more when it stands before it.
    private static func distance(_ left: [Int], _ right: [Int]) -> Int {
        var least = farthest
        for first in left {
            for second in right where first >> 16 == second >> 16 {
                least = min(least, second > first ? second - first : first - second + 1)
            }
        }
        return least
    }
}
