import MeshCore
import RecommenderModels

/// The items that are dealt with most, and those that are dealt with more than before, the first ones first.
struct ItemChart: Sendable {
    let popular: [RankedItem]
    /// Those that rise, with scores above 0.
    let trending: [RankedItem]

    private let dealtWith: Set<UInt32>

    /// Whether anybody has dealt with an item.
    func isDealtWith(_ item: UInt32) -> Bool { dealtWith.contains(item) }

    static let empty = ItemChart(counts: [:], at: Timestamp(milliseconds: 0), settings: nil)

    /// - Parameters:
    ///   - counts: Of each item.
    ///   - time: The moment as of which they are compared.
    ///   - settings: How they were counted; nil for none.
    init(counts: [UInt32: ItemCount], at time: Timestamp, settings: CountingSettings?) {
        guard let settings else {
            (popular, trending, dealtWith) = ([], [], [])
            return
        }
        dealtWith = Set(counts.keys)
        let seen = counts.mapValues { $0.seen(at: max(time, $0.at), settings) }
        popular = seen.map { RankedItem(item: $0.key, score: $0.value.past) }.sorted { $0.precedes($1) }
        trending = seen.map { RankedItem(item: $0.key, score: $0.value.trend(settings)) }.filter { $0.score > 0 }
            .sorted { $0.precedes($1) }
    }
}
