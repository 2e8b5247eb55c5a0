import MeshCore

/// A message of a stream.
struct StoredMessage: Sendable {
    let sequence: UInt64
    let storedAt: Timestamp
    let subject: String
    /// What tells it from all others; empty when its publisher gave none.
    let id: String
    /// The offset after its last record, of a message with records.
    let nextOffset: Int64?
    /// The latest timestamp of all records up to its end, in milliseconds, of a message with records.
    let latest: Int64?
    let payload: [UInt8]
    /// How many bytes it takes in its stream, as ``StreamState/bytes`` counts them.
    let storedBytes: Int64

    /// What a message takes in the files of a server besides its subject, header and payload: measured, with 2.9.
    private static let frameBytes = 34
    /// `NATS/1.0` and the empty line at the end.
    private static let headerFrameBytes = 12
    /// `: ` and the end of a line.
    private static let fieldFrameBytes = 4

    /// Reads an answer to `$JS.API.DIRECT.GET`; nil when it is something else.
    init?(_ message: NatsMessage) {
        guard let sequence = message.headers[.sequence].flatMap({ UInt64($0) }),
            let storedAt = message.headers[.storedAt].flatMap({ Timestamp($0) })
        else { return nil }
        self.sequence = sequence
        self.storedAt = storedAt
        subject = message.headers[.subject] ?? ""
        id = message.headers[.id] ?? ""
        nextOffset = message.headers[.nextOffset].flatMap { Int64($0) }
        latest = message.headers[.latest].flatMap { Int64($0) }
        payload = message.payload
        let fields = [NatsHeader.id, .expectedLastSequence, .nextOffset, .latest].reduce(0) { sum, header in
            sum
                + (message.headers[header].map { header.rawValue.utf8.count + $0.utf8.count + Self.fieldFrameBytes }
                    ?? 0)
        }
        storedBytes = Int64(
            Self.frameBytes + Self.headerFrameBytes + subject.utf8.count + fields + message.payload.count)
    }
}
