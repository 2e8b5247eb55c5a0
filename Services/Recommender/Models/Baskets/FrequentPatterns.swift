/// FP-growth: all itemsets of a support, without making candidates (Han, Pei and Yin, "Mining Frequent Patterns without Candidate
/// Generation", SIGMOD 2000).
package struct FrequentPatterns: Sendable {
    /// How many baskets there were.
    package let basketCount: Int
    /// The shorter ones first, then by their items.
    package let itemsets: [FrequentItemset]

    /// - Parameter baskets: The items of each; what stands in one several times counts once.
    /// - Throws: ``ModelError/tooManyItemsets(limit:)``.
    package init(_ baskets: [[UInt32]], settings: BasketSettings) throws(ModelError) {
        basketCount = baskets.count
        let sets = baskets.map { Array(Set($0)) }
        var growth = Growth(settings: settings, minimumCount: settings.minimumCount(ofBaskets: baskets.count))
        try growth.grow(sets.map { ($0, 1) }, suffix: [])
        itemsets = growth.found.sorted {
            $0.items.count != $1.items.count
                ? $0.items.count < $1.items.count : $0.items.lexicographicallyPrecedes($1.items)
        }
    }

    private struct Growth {
        let settings: BasketSettings
        let minimumCount: Int
        var found: [FrequentItemset] = []

        /// Finds the itemsets that end on a suffix, in the baskets that have it.
        mutating func grow(_ baskets: [(items: [UInt32], count: Int)], suffix: [UInt32]) throws(ModelError) {
            var counts: [UInt32: Int] = [:]
            for basket in baskets {
                for item in basket.items { counts[item, default: 0] += basket.count }
            }
            let frequent = counts.filter { $0.value >= minimumCount }
                .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
            guard !frequent.isEmpty else { return }
            let ranks = Dictionary(
                uniqueKeysWithValues: frequent.enumerated().map { ($0.element, Int32($0.offset)) })
            var tree = FrequentPatternTree(rankCount: frequent.count)
            for basket in baskets {
                tree.insert(basket.items.compactMap { ranks[$0] }.sorted(), count: basket.count)
            }
            for (rank, item) in frequent.enumerated().reversed() {
                guard found.count < settings.itemsetLimit else {
                    throw .tooManyItemsets(limit: settings.itemsetLimit)
                }
                let items = suffix + [item]
                found.append(FrequentItemset(items: items.sorted(), count: tree.count(of: rank)))
                guard items.count < settings.longestItemset else { continue }
                try grow(
                    tree.prefixes(of: rank).map { prefix in (prefix.path.map { frequent[Int($0)] }, prefix.count) },
                    suffix: items)
            }
        }
    }
}
