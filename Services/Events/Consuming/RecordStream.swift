import EventLog
import MeshCore

/// The records of a partition as an event stream: what has come and what comes, until the reader goes, its deadline is near
/// or the process shuts down. Each part is what there was to say; a reader that comes back says where it was.
struct RecordStream: Sendable {
    let source: RecordSource
    let partition: TopicPartition
    private(set) var offset: Int64
    private let seat: StreamSeats.Seat

    /// Records of one part: enough to fill a network packet many times, little to hold in memory.
    private static let partRecords = 500
    /// How long nothing may be said: proxies end connections that are silent for longer.
    private static let silence: Duration = .seconds(15)
    /// Before the deadline the stream ends by itself, so that its reader sees an end and not an error.
    private static let endBefore: Duration = .seconds(1)

    init(_ source: RecordSource, _ partition: TopicPartition, from offset: Int64, seat: StreamSeats.Seat) {
        self.source = source
        self.partition = partition
        self.offset = offset
        self.seat = seat
    }

    /// The next part; nil when the stream ends.
    ///
    /// - Throws: What reading throws, unless the process shuts down.
    mutating func next() async throws -> [UInt8]? {
        guard !source.drain.isSet, !isNearDeadline else { return nil }
        let page: ReadPage
        do {
            page = try await source.page(of: partition, from: offset, limit: Self.partRecords, wait: Self.silence)
        } catch is EventLogError where source.drain.isSet {
            // The partition is given back, and its reader asks another instance for the rest.
            return nil
        }
        guard page.nextOffset > offset else { return ServerSentEvent.keepAlive }
        var bytes: [UInt8] = []
        var damage = page.damage[...]
        for record in page.records {
            while let range = damage.first, range.offsets.upperBound <= record.offset {
                write(range, to: &bytes)
                damage.removeFirst()
            }
            ServerSentEvent.write("record", id: record.offset, to: &bytes) { RecordText.write(record, to: &$0) }
        }
        for range in damage { write(range, to: &bytes) }
        offset = page.nextOffset
        return bytes.isEmpty ? ServerSentEvent.keepAlive : bytes
    }

    private var isNearDeadline: Bool {
        guard let deadline = source.log.deadline else { return false }
        return deadline.remaining(at: .now()) < Self.endBefore
    }

    private func write(_ range: DamagedRange, to bytes: inout [UInt8]) {
        ServerSentEvent.write("damage", id: range.offsets.upperBound - 1, to: &bytes) {
            RecordText.damage(range).write(to: &$0)
        }
    }
}
