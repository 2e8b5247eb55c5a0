/// The header fields of messages that are read or written here.
enum NatsHeader: String, CaseIterable {
    /// What a server answers in the place of a message: 404 where there is none, 503 where nobody listens.
    case status = "Status"
    /// Tells a message from all others, so that one that is sent again is stored once.
    case id = "Nats-Msg-Id"
    /// Stores the message only behind this one.
    case expectedLastSequence = "Nats-Expected-Last-Sequence"
    /// Where a stored message is in its stream.
    case sequence = "Nats-Sequence"
    /// When it was stored.
    case storedAt = "Nats-Time-Stamp"
    /// The subject under which a stored message was published.
    case subject = "Nats-Subject"
    /// The offset after the last record of a message of ours.
    case nextOffset = "Orrery-Next-Offset"
    /// The latest timestamp of all records up to the end of a message of ours, in milliseconds since 1970.
    case latest = "Orrery-Latest"
}
