/// What a session wants done, in this order.
package enum SMTPOrder: Hashable, Sendable {
    case write([UInt8])
    /// Begin TLS as its client; then say ``SMTPSession/secured()``.
    case secure
    /// The session takes mails from now on.
    case ready(SMTPExtensions)
    /// What became of the mail that was sent last, a result for each recipient in their order. The session takes the next one,
    /// unless it is over.
    case delivered([RecipientResult])
    /// The session is over.
    case close(SMTPFailure)
}
