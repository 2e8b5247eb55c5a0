/// A mail as it came: its envelope and its text.
struct ReceivedMail: Sendable, Equatable {
    var sender: String
    var recipients: [String]
    /// The message (RFC 5322).
    var text: [UInt8]
}
