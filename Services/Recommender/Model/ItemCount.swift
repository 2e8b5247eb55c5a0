import Glibc
import MeshCore

/// How much an item is dealt with: two counts that halve with time, as of a moment.
struct ItemCount: Hashable, Sendable {
    var recent = 0.0
    var past = 0.0
    var at: Timestamp

    init(recent: Double = 0, past: Double = 0, at: Timestamp) {
        self.recent = recent
        self.past = past
        self.at = at
    }

    /// The same with one thing more, which may lie before the moment.
    func adding(_ weight: Double, at time: Timestamp, _ settings: CountingSettings) -> ItemCount {
        let moment = max(at, time)
        var count = seen(at: moment, settings)
        count.recent += weight * Self.share(from: time, to: moment, settings.recentHalfLife)
        count.past += weight * Self.share(from: time, to: moment, settings.pastHalfLife)
        return count
    }

    /// What is left of both at a later moment.
    func seen(at moment: Timestamp, _ settings: CountingSettings) -> ItemCount {
        ItemCount(
            recent: recent * Self.share(from: at, to: moment, settings.recentHalfLife),
            past: past * Self.share(from: at, to: moment, settings.pastHalfLife), at: moment)
    }

    /// Both taken together.
    func joined(with other: ItemCount, _ settings: CountingSettings) -> ItemCount {
        let moment = max(at, other.at)
        let (one, two) = (seen(at: moment, settings), other.seen(at: moment, settings))
        return ItemCount(recent: one.recent + two.recent, past: one.past + two.past, at: moment)
    }

    /// How far the recent count lies above what the past foretells, in standard deviations of a Poisson count, as
    /// `TrendModel` has it.
    func trend(_ settings: CountingSettings) -> Double {
        let expected =
            past * Double(settings.recentHalfLife.wholeMilliseconds) / Double(settings.pastHalfLife.wholeMilliseconds)
        return (recent - expected) / (expected + 1).squareRoot()
    }

    private static func share(from start: Timestamp, to end: Timestamp, _ halfLife: Duration) -> Double {
        exp2(-Double(end.milliseconds - start.milliseconds) / Double(halfLife.wholeMilliseconds))
    }
}
