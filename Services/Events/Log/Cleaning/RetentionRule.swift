import MeshCore

/// Which of a partition's oldest segments go.
struct RetentionRule {
    let settings: TopicSettings
    /// The least offset that a protected group has yet to read; nil when none is protected.
    let protectedOffset: Int64?

    /// How many of the oldest segments go.
    ///
    /// - Parameters:
    ///   - segments: In the order of their offsets; the last is written to and stays.
    ///   - now: The wall clock.
    func expired(of segments: [ServedSegment], at now: Timestamp) -> Int {
        guard settings.cleanup.deletes else { return 0 }
        var bytes = segments.reduce(Int64(0)) { $0 + Int64($1.extent.length) }
        var count = 0
        for segment in segments.dropLast() {
            guard segment.extent.nextOffset <= protectedOffset ?? .max else { break }
            let isTooOld = settings.retentionTime.map { time in
                Timestamp(milliseconds: segment.extent.maximumTimestamp) + time < now
            }
            // As Kafka counts: a segment goes when what stays without it is still as much as is wanted.
            let isTooMuch = settings.retentionBytes.map { bytes - Int64(segment.extent.length) >= $0 }
            guard isTooOld ?? false || isTooMuch ?? false else { break }
            bytes -= Int64(segment.extent.length)
            count += 1
        }
        return count
    }
}
