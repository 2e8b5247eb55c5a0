/// Decides which segments are merged, so that a search has few to look into and no product is written too often.
struct MergePolicy {
    /// What it knows of a segment.
    struct Size: Equatable {
        let documents: Int
        let live: Int
    }

    /// So many segments of one size are merged while there is more to take in.
    static let tierCount = 8
    private static let smallest = 512

    /// The places of the segments to merge; nil when they are well as they are.
    ///
    /// - Parameters:
    ///   - sizes: All segments.
    ///   - isIdle: Whether nothing waits to be taken in; then merging may go further.
    static func choose(_ sizes: [Size], isIdle: Bool) -> [Int]? {
        let places = sizes.indices.sorted { sizes[$0].live < sizes[$1].live }
        for (_, tier) in Dictionary(grouping: places, by: { tier(of: sizes[$0]) }).sorted(by: { $0.key < $1.key })
        where tier.count >= tierCount { return tier }
        guard isIdle else { return nil }
        // The small ones join a larger one as soon as they are half as large together: sizes grow by steps of two at least.
        var sum = 0
        var best: Int?
        for (count, place) in places.enumerated() {
            if count > 0, sizes[place].live <= sum * 2 { best = count }
            sum += sizes[place].live
        }
        if let best { return Array(places[...best]) }
        return places.first { sizes[$0].documents - sizes[$0].live > sizes[$0].documents / 4 }.map { [$0] }
    }

    private static func tier(of size: Size) -> Int {
        var (tier, limit) = (0, smallest)
        while size.live > limit { (tier, limit) = (tier + 1, limit * tierCount) }
        return tier
    }
}
