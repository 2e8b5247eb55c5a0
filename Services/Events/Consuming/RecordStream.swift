import EventLog
import MeshCore

/// The records of a partition as a stream: what has come and what comes, until the reader goes, its deadline is near
/// or the process shuts down. Each part is what there was to say; a reader that comes back says where it was.
struct RecordStream: Sendable {
    let source: RecordSource
    let partition: TopicPartition
    private(set) var offset: Int64
    private let seat: StreamSeats.Seat

    /// Records of one part: enough to fill a network packet many times, little to hold in memory.
    private static let partRecords = 500
    /// How long nothing may be said: proxies end connections that are silent for longer.
    static let silence: Duration = .seconds(15)
    /// Before the deadline the stream ends by itself, so that its reader sees an end and not an error.
    private static let endBefore: Duration = .seconds(1)

    init(_ source: RecordSource, _ partition: TopicPartition, from offset: Int64, seat: StreamSeats.Seat) {
        self.source = source
        self.partition = partition
        self.offset = offset
        self.seat = seat
    }

    /// What comes next; a page with nothing new after a time of silence, nil when the stream ends.
    ///
    /// - Parameter silence: How long to wait for a record.
    /// - Throws: What reading throws, unless the process shuts down.
    mutating func next(within silence: Duration) async throws -> ReadPage? {
        guard !source.drain.isSet, !isNearDeadline else { return nil }
        do {
            let page = try await source.page(of: partition, from: offset, limit: Self.partRecords, wait: silence)
            offset = max(offset, page.nextOffset)
            return page
        } catch is EventLogError where source.drain.isSet {
            // The partition is given back, and its reader asks another instance for the rest.
            return nil
        }
    }

    private var isNearDeadline: Bool {
        guard let deadline = source.log.deadline else { return false }
        return deadline.remaining(at: .now()) < Self.endBefore
    }
}
