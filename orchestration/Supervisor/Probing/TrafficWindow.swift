import MeshCore

/// The last readings of an instance's histogram, and the rates between the oldest and the newest.
struct TrafficWindow: Sendable {
    private var readings: [TrafficReading] = []

    /// Readings that are kept: with one every two seconds, the rates are those of the last ten.
    static let limit = 6

    mutating func append(_ reading: TrafficReading) {
        if let last = readings.last, reading.total < last.total { readings.removeAll() }
        readings.append(reading)
        if readings.count > Self.limit { readings.removeFirst() }
    }

    /// What waited at the last reading, by metric and labels.
    var queues: [String: Double] { readings.last?.queues ?? [:] }

    /// nil before two readings.
    var requestsPerSecond: Double? {
        guard let first = readings.first, let last = readings.last, readings.count > 1 else { return nil }
        let nanoseconds = first.at.nanoseconds(to: last.at)
        return nanoseconds > 0 ? (last.total - first.total) / (Double(nanoseconds) / 1e9) : nil
    }

    /// The 99th percentile in milliseconds, by linear interpolation in its bucket, as Prometheus' `histogram_quantile` does
    /// it; nil when nothing was answered.
    var p99Milliseconds: Double? {
        guard let first = readings.first, let last = readings.last else { return nil }
        let before = Dictionary(first.buckets.map { ($0.bound, $0.count) }) { $1 }
        let grown = last.buckets.map { (bound: $0.bound, count: $0.count - (before[$0.bound] ?? 0)) }
        guard let total = grown.last?.count, total > 0 else { return nil }
        let rank = 0.99 * total
        var lower = (bound: 0.0, count: 0.0)
        for bucket in grown {
            if bucket.count >= rank {
                guard bucket.bound.isFinite, bucket.count > lower.count else { return lower.bound * 1_000 }
                let share = (rank - lower.count) / (bucket.count - lower.count)
                return (lower.bound + (bucket.bound - lower.bound) * share) * 1_000
            }
            lower = bucket
        }
        return lower.bound * 1_000
    }
}
