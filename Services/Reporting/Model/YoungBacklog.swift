import MeshCore

/// How much there is of young events, and who may read more of them.
///
/// Reading is faster than laying out, and what was read and is not laid out has to be kept, and made visits of when somebody asks. So
/// beyond a budget a partition is read on only where the sealer lacks it: for the oldest day of the site that has the most. Partitions then go on side by
/// side, a day ahead of what is laid out.
struct YoungBacklog: Sendable {
    /// Bytes, packed as the store keeps them.
    let budget: Int
    private var byteCounts: [Int64: Int] = [:]
    /// Up to when the sealer has to know the log to lay out a generation's oldest day; none while it does.
    private var awaited: [Int64: Timestamp] = [:]
    /// Whether the sealer could not do its work: who waits for it would wait for as long as that lasts.
    private var isSealerFailing = false
    /// Whether somebody waits for the sealer.
    private(set) var isAwaitingSealer = false

    init(budget: Int) {
        self.budget = budget
    }

    /// How many bytes there are.
    var byteCount: Int { byteCounts.values.reduce(0, +) }

    /// Takes what the store has, by generation.
    mutating func take(_ counts: [Int64: Int]) {
        byteCounts = counts
        isAwaitingSealer = false
    }

    /// Takes what was written besides.
    mutating func add(_ count: Int, to generation: Int64) {
        byteCounts[generation, default: 0] += count
    }

    /// Takes what the sealer waits for.
    ///
    /// - Parameter moment: Before which no event may come any more in any partition, for a day to be looked at again; nil while it
    ///   looks at one.
    mutating func sealer(of generation: Int64, awaits moment: Timestamp?) {
        awaited[generation] = moment
        isSealerFailing = false
    }

    /// Takes that the sealer has failed. Until it takes up its work again all read on: that a day of one site cannot be laid out is
    /// no reason to count nobody's events.
    mutating func sealerFailed() {
        isSealerFailing = true
        isAwaitingSealer = false
    }

    /// Whether a partition is read on.
    ///
    /// - Parameter watermark: Before which no event of a generation comes any more in the partition; nil where nothing is known of it.
    mutating func mayRead(_ watermark: (Int64) -> Timestamp?) -> Bool {
        guard byteCount > budget, !isSealerFailing,
            let most = byteCounts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key,
            let known = watermark(most)
        else { return true }
        if let awaited = awaited[most], known < awaited { return true }
        isAwaitingSealer = true
        return false
    }
}
