/// A list made more diverse: each next item is the one with the greatest λ · relevance − (1 − λ) · (its greatest similarity to one
/// before it), maximal marginal relevance (Carbonell and Goldstein, "The Use of MMR, Diversity-Based Reranking", SIGIR 1998).
/// Relevance is the score divided by the list's greatest one.
package struct MarginalRelevance: Sendable {
    /// λ: 1 leaves the list as it is, 0 looks at diversity alone.
    package let relevanceShare: Double

    /// - Throws: ``ModelError/invalidSetting(name:reason:)``.
    package init(relevanceShare: Double) throws(ModelError) {
        guard (0...1).contains(relevanceShare) else {
            throw .invalidSetting(name: "relevance share", reason: "must be 0 to 1")
        }
        self.relevanceShare = relevanceShare
    }

    /// The first items of the new order; their scores are those that they had.
    ///
    /// - Parameters:
    ///   - items: The best first, with scores of at least 0.
    ///   - count: At most how many.
    ///   - similarity: Of two items, 0 … 1. It is asked `count` times for each item.
    package func rerank(
        _ items: [RankedItem], count: Int, similarity: (UInt32, UInt32) -> Double
    ) -> [RankedItem] {
        let greatest = items.first?.score ?? 0
        var candidates = items.map { (ranked: $0, nearness: 0.0) }
        var chosen: [RankedItem] = []
        while chosen.count < count, !candidates.isEmpty {
            // Of equal ones the first, which is the more relevant.
            var best = 0
            var bestValue = -Double.infinity
            for (place, candidate) in candidates.enumerated() {
                let relevance = greatest > 0 ? candidate.ranked.score / greatest : 0
                let value = relevanceShare * relevance - (1 - relevanceShare) * candidate.nearness
                if value > bestValue { (best, bestValue) = (place, value) }
            }
            let next = candidates.remove(at: best).ranked
            chosen.append(next)
            for place in candidates.indices {
                let nearness = similarity(next.item, candidates[place].ranked.item)
                candidates[place].nearness = max(candidates[place].nearness, nearness)
            }
        }
        return chosen
    }
}
