/// Which shards an instance is to take and to give up, so that every living one has its share.
struct ShardPlan: Hashable, Sendable {
    /// A shard as the store knows it.
    struct Holding: Hashable, Sendable {
        let shard: Int64
        let owner: String?
    }

    var take: [Holding] = []
    var release: [Int64] = []

    /// - Parameters:
    ///   - holdings: All shards.
    ///   - living: The instances that live; this one among them.
    ///   - own: This instance.
    init(_ holdings: [Holding], living: Set<String>, own: String) {
        let ranks = living.sorted()
        guard let rank = ranks.firstIndex(of: own) else { return }
        let share = holdings.count / ranks.count + (rank < holdings.count % ranks.count ? 1 : 0)
        let mine = holdings.filter { $0.owner == own }
        if mine.count > share {
            release = mine.suffix(mine.count - share).map(\.shard)
        } else {
            let free = holdings.filter { holding in holding.owner.map { !living.contains($0) } ?? true }
            take = Array(free.prefix(share - mine.count))
        }
    }
}
