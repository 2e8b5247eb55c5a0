import MeshCore

/// What a stream holds, as its leader says.
struct StreamState: Equatable, Sendable {
    /// The sequence of the oldest message; one more than the last when there is none.
    var firstSequence: UInt64
    /// The sequence of the message that was stored last; 0 when there was none.
    var lastSequence: UInt64
    /// How many messages there are.
    var count: UInt64
    /// How many bytes they take.
    var bytes: Int64
    /// When the stream was made.
    var createdAt: Timestamp
}

extension StreamState {
    /// Reads the answer to `$JS.API.STREAM.INFO`; nil when it is something else.
    init?(_ json: JSONValue) {
        guard let state = json["state"], let first = state["first_seq"]?.intValue,
            let last = state["last_seq"]?.intValue,
            let count = state["messages"]?.intValue, let bytes = state["bytes"]?.intValue,
            let createdAt = json["created"]?.stringValue.flatMap({ Timestamp($0) }), first >= 0, last >= 0, count >= 0
        else { return nil }
        self.init(
            firstSequence: max(1, UInt64(first)), lastSequence: UInt64(last), count: UInt64(count), bytes: bytes,
            createdAt: createdAt)
    }
}
