import MeshCore

/// The requests that an instance has answered since its start, by how long they took: one reading of its histogram.
struct TrafficReading: Sendable, Equatable {
    let at: MonotonicInstant
    /// Requests that took at most so many seconds, by bound, ascending; the last bound is infinity.
    let buckets: [Bucket]

    /// Requests that were answered with 5xx.
    let failures: Double
    /// What waits, by metric and labels.
    let queues: [String: Double]

    struct Bucket: Sendable, Equatable {
        var bound: Double
        var count: Double
    }

    init(
        at now: MonotonicInstant, counts: [Double: Double], failures: Double = 0, queues: [String: Double] = [:]
    ) {
        at = now
        self.failures = failures
        self.queues = queues
        buckets = counts.map { Bucket(bound: $0.key, count: $0.value) }.sorted { $0.bound < $1.bound }
    }

    var total: Double { buckets.last?.count ?? 0 }
}
