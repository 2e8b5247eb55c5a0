import EventLog
import MeshCore

/// Reads pages of records, waiting for the first one.
struct RecordSource: Sendable {
    let log: SharedLog
    let drain: DrainMark

    /// Bytes of the batches of one page: what a reader takes in some milliseconds.
    static let pageBytes = 1 << 20
    /// A wait is cut into parts of this length, after each of which the drain is looked at.
    private static let waitPart: Duration = .seconds(1)
    /// What is kept of a deadline for sending the answer.
    private static let answerTime: Duration = .milliseconds(200)

    /// The offset at which a reader begins.
    ///
    /// - Throws: `EventLogError` and what a call at another instance throws.
    func start(_ start: ReadStart, of partition: TopicPartition) async throws -> Int64 {
        switch start {
        case .offset(let offset): return offset
        case .earliest: return try await log.offsets(of: partition).lowerBound
        case .latest: return try await log.offsets(of: partition).upperBound
        case .time(let time):
            if let found = try await log.position(of: partition, at: time) { return found.offset }
            return try await log.offsets(of: partition).upperBound
        }
    }

    /// A page from an offset on; an empty one when nothing came in time.
    ///
    /// - Parameters:
    ///   - limit: The most records.
    ///   - wait: How long to wait for the first record; less when the caller's deadline or a drain comes before.
    ///   - bytes: When to stop, of the batches.
    /// - Throws: As ``start(_:of:)``.
    func page(
        of partition: TopicPartition, from offset: Int64, limit: Int, wait: Duration, bytes: Int = pageBytes
    ) async throws -> ReadPage {
        let slice = try await slice(of: partition, from: offset, bytes: bytes, wait: wait)
        return ReadPage(slice, from: offset, limit: limit)
    }

    /// The batches from an offset on; none when nothing came in time.
    ///
    /// - Parameters:
    ///   - bytes: When to stop.
    ///   - wait: As of a page.
    /// - Throws: As ``start(_:of:)``.
    func slice(
        of partition: TopicPartition, from offset: Int64, bytes: Int, wait: Duration
    ) async throws -> LogSlice {
        var end = MonotonicInstant.now().advanced(by: wait)
        if let deadline = log.deadline { end = min(end, deadline.instant.advanced(by: .zero - Self.answerTime)) }
        while true {
            let now = MonotonicInstant.now()
            let isLast = now >= end || drain.isSet
            let slice = try await log.read(
                partition, from: offset, maximumBytes: bytes,
                waitingUntil: isLast ? nil : min(end, now.advanced(by: Self.waitPart)))
            // Damage moves a reader on without a record.
            if isLast || slice.nextOffset > offset { return slice }
        }
    }
}
