/// Thrown by a publisher for a message that will never be accepted. The messages before it in the batch are taken as
/// published; it is set aside with the reason, and the relay goes on behind it.
package struct OutboxRejection: Error {
    /// The refused message.
    package let sequence: Int64
    /// Why, for whoever looks at it later.
    package let reason: String

    package init(sequence: Int64, reason: String) {
        self.sequence = sequence
        self.reason = reason
    }
}
