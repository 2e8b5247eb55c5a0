import MeshCore
import RecommenderModels

/// What is popular and trending in a segment, as far as it is known, and among all otherwise.
///
/// Each score is Z · (what the segment says) + (1 − Z) · (what all say), with Z = w / (w + k) for signals of the weight w: the credibility
/// premium (Bühlmann, "Experience Rating and Credibility", ASTIN Bulletin 4, 1967). A segment of which nothing is known says what all say.
struct AudienceChart: Sendable {
    /// Items that its members deal with, by their scores.
    let popular: [RankedItem]
    let trending: [RankedItem]
    /// 1 − Z: what the scores of all others count.
    let share: Double
    private let own: Set<UInt32>

    /// - Parameters:
    ///   - counts: Of its members.
    ///   - total: Of its members and all items.
    ///   - all: Of everybody, by items.
    ///   - time: The moment as of which they are compared.
    init(
        counts: [UInt32: ItemCount], total: ItemCount, among all: [UInt32: ItemCount], at time: Timestamp,
        settings: CountingSettings
    ) {
        func seen(_ count: ItemCount) -> ItemCount { count.seen(at: max(time, count.at), settings) }
        let weight = seen(total).past
        let credibility = weight / (weight + settings.audiences.evidence)
        let everybody = all.values.reduce(0) { $0 + seen($1).past }
        share = 1 - credibility
        own = Set(counts.keys)
        var (popular, trending): ([RankedItem], [RankedItem]) = ([], [])
        for (item, count) in counts {
            let (here, there) = (seen(count), all[item].map(seen))
            // On the scale of everybody's counts, so that both can be compared.
            let told = weight > 0 ? here.past / weight * everybody : 0
            popular.append(RankedItem(item: item, score: credibility * told + share * (there?.past ?? 0)))
            let trend = credibility * here.trend(settings) + share * (there?.trend(settings) ?? 0)
            if trend > 0 { trending.append(RankedItem(item: item, score: trend)) }
        }
        self.popular = popular.sorted { $0.precedes($1) }
        self.trending = trending.sorted { $0.precedes($1) }
    }

    /// A ranking of all, with the items of the segment at the places that they have there.
    func merged(_ own: [RankedItem], into all: [RankedItem]) -> MergedRanking {
        MergedRanking(own: own, all: all, share: share, skipped: self.own)
    }
}

/// Two rankings as one, which goes no further than it is asked.
struct MergedRanking: Sequence, IteratorProtocol {
    fileprivate var own: ArraySlice<RankedItem>
    fileprivate var all: ArraySlice<RankedItem>
    private let share: Double
    private let skipped: Set<UInt32>

    /// A ranking as it is.
    init(_ all: [RankedItem]) { self.init(own: [], all: all, share: 1, skipped: []) }

    fileprivate init(own: [RankedItem], all: [RankedItem], share: Double, skipped: Set<UInt32>) {
        self.own = own[...]
        self.all = all[...]
        self.share = share
        self.skipped = skipped
    }

    mutating func next() -> RankedItem? {
        if !skipped.isEmpty { while let first = all.first, skipped.contains(first.item) { all.removeFirst() } }
        let other = all.first.map { share == 1 ? $0 : RankedItem(item: $0.item, score: $0.score * share) }
        guard let first = own.first, other.map({ first.precedes($0) }) ?? true else {
            if other != nil { all.removeFirst() }
            return other
        }
        own.removeFirst()
        return first
    }
}
