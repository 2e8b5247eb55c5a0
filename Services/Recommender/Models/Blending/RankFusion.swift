/// Several lists made into one without comparing their scores: reciprocal rank fusion, Σ weight / (60 + rank) (Cormack, Clarke and
/// Büttcher, "Reciprocal Rank Fusion Outperforms Condorcet and Individual Rank Learning Methods", SIGIR 2009).
package struct RankFusion: Sendable {
    /// The paper's k.
    package static let constant = 60.0

    /// - Parameter lists: Each the best first, and what it counts.
    /// - Returns: All their items, the best first.
    package static func fuse(_ lists: [(weight: Double, items: [RankedItem])]) -> [RankedItem] {
        var sums: [UInt32: Double] = [:]
        for list in lists {
            for (rank, ranked) in zip(1..., list.items) {
                sums[ranked.item, default: 0] += list.weight / (constant + Double(rank))
            }
        }
        return sums.map { RankedItem(item: $0.key, score: $0.value) }.sorted { $0.precedes($1) }
    }
}
