import MeshCore

/// A bucket of each sender that has sent something lately.
struct RateBook<Key: Hashable & Sendable>: Sendable {
    private let perSecond: Double
    private let limit: Int
    private var buckets: [Key: RateBucket] = [:]

    /// - Parameters:
    ///   - perSecond: Events of each sender.
    ///   - limit: The most senders that are remembered. Beyond it, all are forgotten: who overloads it by ever new addresses is
    ///     to be stopped before it comes here.
    init(perSecond: Double, limit: Int = 20_000) {
        self.perSecond = perSecond
        self.limit = limit
    }

    /// When a sender may send again; nil when it may now.
    mutating func pause(of key: Key, at now: MonotonicInstant) -> Duration? {
        buckets[key]?.pause(at: now)
    }

    /// Takes events of a sender.
    mutating func take(_ count: Int, of key: Key, at now: MonotonicInstant) {
        if buckets[key] == nil, buckets.count >= limit { forget(at: now) }
        var bucket = buckets[key] ?? RateBucket(perSecond: perSecond, at: now)
        _ = bucket.take(count, at: now)
        buckets[key] = bucket
    }

    private mutating func forget(at now: MonotonicInstant) {
        buckets = buckets.filter { _, bucket in
            var bucket = bucket
            return !bucket.isFull(at: now)
        }
        if buckets.count >= limit { buckets.removeAll(keepingCapacity: true) }
    }
}
