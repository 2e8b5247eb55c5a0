import Glibc

/// How good lists of recommendations are, as means over all that were judged. Each is cut after `depth` items.
package struct RankingMetrics: Hashable, Sendable {
    /// k: how many items of a list are looked at.
    package let depth: Int
    /// How many lists were judged.
    package private(set) var listCount = 0
    private var recallSum = 0.0
    private var cappedRecallSum = 0.0
    private var precisionSum = 0.0
    private var hitSum = 0.0
    private var gainSum = 0.0
    private var originalGainSum = 0.0
    private var reciprocalSum = 0.0
    private var recommended: Set<UInt32> = []

    /// - Parameter depth: At least 1.
    package init(depth: Int) {
        precondition(depth > 0, "lists are judged down to some depth")
        self.depth = depth
    }

    /// The found share of what was relevant: hits / relevant.
    package var recall: Double { mean(recallSum) }
    /// The same where no list can find more than it is long: hits / min(k, relevant) (Liang, Krishnan, Hoffman and Jebara,
    /// "Variational Autoencoders for Collaborative Filtering", WWW 2018, section 4.2).
    package var cappedRecall: Double { mean(cappedRecallSum) }
    /// The relevant share of what was shown: hits / k.
    package var precision: Double { mean(precisionSum) }
    /// The share of lists with a hit; of those with the next item, when there is a next one.
    package var hitRate: Double { mean(hitSum) }
    /// Normalized discounted cumulative gain with the discount 1 / log₂(rank + 1) (Burges and others, "Learning to Rank using
    /// Gradient Descent", ICML 2005).
    package var ndcg: Double { mean(gainSum) }
    /// The same with the discount that was first: 1 / log₂(rank), and none for the ranks 1 and 2 (Järvelin and Kekäläinen,
    /// "Cumulated Gain-Based Evaluation of IR Techniques", TOIS 2002, with b = 2).
    package var originalNDCG: Double { mean(originalGainSum) }
    /// Of 1 / rank of the first hit (of the next item, when there is one), 0 without.
    package var mrr: Double { mean(reciprocalSum) }

    /// The share of so many items that was recommended to anybody.
    package func coverage(ofItems itemCount: Int) -> Double {
        itemCount > 0 ? Double(recommended.count) / Double(itemCount) : 0
    }

    /// Judges a list.
    ///
    /// - Parameters:
    ///   - list: The best first, each item once.
    ///   - relevant: What should have been found, at least one item. An item that stands in it several times is counted in the
    ///     number of the relevant ones so often.
    ///   - next: The item whose rank and presence count alone for the hit rate and the reciprocal rank; nil when any
    ///     relevant one does.
    package mutating func add(_ list: [UInt32], relevant: [UInt32], next: UInt32? = nil) {
        guard !relevant.isEmpty else { return }
        let wanted = Set(relevant)
        var (hits, gain, originalGain) = (0, 0.0, 0.0)
        var first: Int?
        for (rank, item) in zip(1..., list.prefix(depth)) {
            recommended.insert(item)
            if first == nil, next.map({ $0 == item }) ?? wanted.contains(item) { first = rank }
            guard wanted.contains(item) else { continue }
            hits += 1
            gain += Self.discount(rank)
            originalGain += Self.originalDiscount(rank)
        }
        let best = 1...min(depth, relevant.count)
        listCount += 1
        recallSum += Double(hits) / Double(relevant.count)
        cappedRecallSum += Double(hits) / Double(min(depth, relevant.count))
        precisionSum += Double(hits) / Double(depth)
        gainSum += gain / best.reduce(0) { $0 + Self.discount($1) }
        originalGainSum += originalGain / best.reduce(0) { $0 + Self.originalDiscount($1) }
        if let first {
            hitSum += 1
            reciprocalSum += 1 / Double(first)
        }
    }

    private static func discount(_ rank: Int) -> Double { 1 / log2(Double(rank) + 1) }

    private static func originalDiscount(_ rank: Int) -> Double { rank < 2 ? 1 : 1 / log2(Double(rank)) }

    private func mean(_ sum: Double) -> Double { listCount > 0 ? sum / Double(listCount) : 0 }
}
