import MeshCore

/// How far a generation has read a partition.
struct ReadingState: Hashable, Sendable {
    /// Where it reads on; nil when it takes what the partition's reader takes.
    let nextOffset: Int64?
    /// The latest receipt of one of the site's events; nil before the first.
    let newest: Timestamp?
    /// Up to when all that was taken in has been read, of whatever site; nil when nothing is known.
    let passed: Timestamp?

    /// How long ago who takes what happens was at the end of the partition, at most.
    private static let lag: Duration = .seconds(2)

    /// Whether the partition was read to its end just now, so that no more comes of it than happens.
    func isAtEnd(_ now: Timestamp) -> Bool {
        nextOffset == nil && passed.map { $0.duration(to: now) <= Self.lag } ?? false
    }

    /// Before which no event comes any more that counts.
    ///
    /// - Parameters:
    ///   - lateness: How late events may be.
    ///   - slack: How long after its receipt an event may be written to the log.
    func watermark(lateness: Duration, slack: Duration) -> Timestamp? {
        [newest, passed.map { $0 - slack }].compactMap(\.self).max().map { $0 - lateness }
    }
}
