package import MeshCore

/// Says how long a partition's next group is to grow before it is written: the cost of a sync is shared by all who are in it, and each
/// of them waits for the others.
package struct GroupPace {
    /// The longest that a group grows.
    package static let longest = Duration.milliseconds(3)
    /// As many callers within that time are worth waiting for: 3,000 a second.
    package static let many = 9

    private var ended: MonotonicInstant?

    package init() {}

    /// A group was written.
    ///
    /// - Parameters:
    ///   - callers: How many have shared it.
    ///   - isSmall: Whether it was less than what is written at once without loss.
    ///   - time: What writing and syncing took.
    ///   - now: When it was done.
    /// - Returns: How long the next one is to grow. Where two come at once, half of the time is enough for the disk: groups of twice the
    ///   size cost half as much. Where as many come as keep the cores busy, what a group costs counts for more than what it waits.
    package mutating func growth(
        after callers: Int, isSmall: Bool, took time: Duration, at now: MonotonicInstant
    ) -> Duration {
        let since = ended.map { $0.duration(to: now) }
        ended = now
        guard callers > 1, isSmall else { return .zero }
        if let since, since * Self.many <= Self.longest * callers { return Self.longest }
        return min(time, Self.longest)
    }
}
