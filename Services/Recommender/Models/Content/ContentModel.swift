import Glibc

/// What is like what somebody dealt with, by what items are: what nobody has dealt with yet is found by who likes such things.
///
/// Each item is a vector of its terms' tf · idf of length 1, with tf = 1 + ln(count), or the count itself, and
/// idf = ln((1 + n) / (1 + items with the term)) + 1 over n items, as scikit-learn's `TfidfVectorizer` has it with `smooth_idf`
/// (Salton and Buckley, "Term-Weighting Approaches in Automatic Text Retrieval", 1988). Somebody is the weighed sum of the vectors of
/// what they dealt with (Rocchio, "Relevance Feedback in Information Retrieval", 1971), and an item's score is the cosine to it.
///
/// It takes 8 bytes for each term of each item, beside what the corpus takes, and is made in time in proportion to them. An answer takes time
/// in proportion to the items that have the terms of the history; of newcomers only those count.
package struct ContentModel: RecommendationModel {
    private let documents: [[ContentCorpus.Entry]]
    private let isSublinear: Bool
    private let termLimit: Int
    private let idf: [Float]
    /// 1 / the length of each item's vector; 0 for what tells nothing.
    private let scales: [Float]
    /// Where the items of each term begin, and the end of the last one's.
    private let offsets: [Int]
    /// Where the newcomers among them end, which come first.
    private let newcomerEnds: [Int]
    private let items: [UInt32]
    private let weights: [Float]

    package var itemCount: Int { documents.count }

    /// - Parameters:
    ///   - corpus: What items are.
    ///   - newcomers: Items that are asked for by themselves; see ``newcomers(after:count:atLeast:on:where:)``.
    ///   - greatestShare: What more than this share of all items have tells nothing of any: `max_df` of scikit-learn.
    ///   - isSublinear: Whether what is said twice tells less than twice as much.
    ///   - termLimit: With how many terms of a history items are looked for, those that weigh most.
    package init(
        _ corpus: ContentCorpus, newcomers: [UInt32] = [], greatestShare: Double = 1, isSublinear: Bool = true,
        termLimit: Int = .max
    ) {
        self.isSublinear = isSublinear
        self.termLimit = termLimit
        documents = corpus.documents
        let most = greatestShare * Double(corpus.count)
        let idf = corpus.documentCounts.map { count in
            Double(count) > most ? 0 : Float(log(Double(1 + corpus.count) / Double(1 + count)) + 1)
        }
        self.idf = idf
        let scales = corpus.documents.map { entries in
            let squares = entries.reduce(Float(0)) { sum, entry in
                let weight = Self.frequency(entry.count, isSublinear) * idf[Int(entry.term)]
                return sum + weight * weight
            }
            return squares > 0 ? 1 / squares.squareRoot() : 0
        }
        self.scales = scales
        let first = Set(newcomers.filter { Int($0) < corpus.documents.count }).sorted()
        let isFirst = Set(first)
        var ends = [Int](repeating: 0, count: idf.count + 1)
        for (term, count) in corpus.documentCounts.enumerated() { ends[term + 1] = ends[term] + Int(count) }
        offsets = ends
        let total = ends.last ?? 0
        var items = [UInt32](repeating: 0, count: total)
        var weights = [Float](repeating: 0, count: total)
        var next = ends
        func place(_ item: UInt32) {
            for entry in corpus.documents[Int(item)] {
                let term = Int(entry.term)
                items[next[term]] = item
                weights[next[term]] = Self.frequency(entry.count, isSublinear) * idf[term] * scales[Int(item)]
                next[term] += 1
            }
        }
        for item in first { place(item) }
        newcomerEnds = next
        for item in corpus.documents.indices where !isFirst.contains(UInt32(item)) { place(UInt32(item)) }
        self.items = items
        self.weights = weights
    }

    package func score(_ history: History, into sheet: inout ScoreSheet) {
        for (term, weight) in profile(history) {
            for place in offsets[Int(term)]..<offsets[Int(term) + 1] {
                sheet.add(weight * Double(weights[place]), to: items[place])
            }
        }
    }

    /// The newcomers that are most like what somebody dealt with, the best first.
    ///
    /// - Parameters:
    ///   - likeness: The smallest cosine.
    ///   - sheet: Of at least ``itemCount`` items; it comes back cleared.
    ///   - isEligible: Whether an item may be in the answer.
    package func newcomers(
        after history: History, count: Int, atLeast likeness: Double, on sheet: inout ScoreSheet,
        where isEligible: (UInt32) -> Bool
    ) -> [RankedItem] {
        for (term, weight) in profile(history) {
            for place in offsets[Int(term)]..<newcomerEnds[Int(term)] {
                sheet.add(weight * Double(weights[place]), to: items[place])
            }
        }
        return sheet.takeBest(count, where: isEligible).filter { $0.score >= likeness }
    }

    /// What in a history an item is most like, by its weight and the cosine; nil for what is like none of it.
    package func reason(for item: UInt32, in history: History) -> UInt32? {
        var best = TopItems(count: 1)
        for (known, weight) in zip(history.items, history.weights) where known != item {
            let share = Double(weight) * cosine(item, known)
            if share > 0 { best.offer(RankedItem(item: known, score: share)) }
        }
        return best.ranked.first?.item
    }

    /// How alike two items are, 0 … 1.
    package func cosine(_ one: UInt32, _ other: UInt32) -> Double {
        guard Int(one) < documents.count, Int(other) < documents.count else { return 0 }
        let (left, right) = (documents[Int(one)], documents[Int(other)])
        var (place, match, sum) = (0, 0, Float(0))
        while place < left.count, match < right.count {
            if left[place].term == right[match].term {
                sum += weight(left[place]) * weight(right[match])
                place += 1
                match += 1
            } else if left[place].term < right[match].term {
                place += 1
            } else {
                match += 1
            }
        }
        return Double(sum * scales[Int(one)] * scales[Int(other)])
    }

    /// The terms of a history, those that weigh most first, of a vector of length 1.
    private func profile(_ history: History) -> [(term: UInt32, weight: Double)] {
        var sums: [UInt32: Double] = [:]
        sums.reserveCapacity(history.items.count * 32)
        for (item, weight) in zip(history.items, history.weights) where Int(item) < documents.count {
            let scale = Double(weight * scales[Int(item)])
            guard scale != 0 else { continue }
            for entry in documents[Int(item)] { sums[entry.term, default: 0] += scale * Double(self.weight(entry)) }
        }
        let length = sums.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { return [] }
        var heaviest = TopItems(count: min(termLimit, sums.count))
        for (term, sum) in sums where sum != 0 { heaviest.offer(RankedItem(item: term, score: sum)) }
        return heaviest.ranked.map { ($0.item, $0.score / length) }
    }

    private func weight(_ entry: ContentCorpus.Entry) -> Float {
        Self.frequency(entry.count, isSublinear) * idf[Int(entry.term)]
    }

    private static func frequency(_ count: Float, _ isSublinear: Bool) -> Float {
        isSublinear && count > 1 ? 1 + logf(count) : count
    }
}
