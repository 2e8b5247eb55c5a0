import MeshCore

/// Times of senders whose clocks are wrong.
enum ClockSkew {
    /// When something happened by our clock: as long before it was received as it happened before it was sent. Nothing
    /// happened after it was received.
    ///
    /// - Parameters:
    ///   - occurred: When it happened, by the sender's clock; nil for now.
    ///   - sent: When it was sent, by the same clock; nil when the clock is to be believed.
    ///   - received: When it came in, by ours.
    static func corrected(occurred: Timestamp?, sent: Timestamp?, received: Timestamp) -> Timestamp {
        guard let occurred else { return received }
        guard let sent else { return min(occurred, received) }
        let (age, overflow) = sent.milliseconds.subtractingReportingOverflow(occurred.milliseconds)
        guard !overflow else { return received }
        let (moment, underflow) = received.milliseconds.subtractingReportingOverflow(max(0, age))
        return underflow ? received : Timestamp(milliseconds: moment)
    }
}
