/// What became of a message for one recipient.
package enum RecipientResult: Hashable, Sendable {
    /// The server answers for it now (RFC 5321, section 4.2.5).
    case accepted(SMTPReply)
    /// The server refused it; whether for good, the reply says.
    case refused(SMTPReply)
    /// It cannot go this way at all: the server lacks what it needs.
    case unsupported(String)
    /// It was not taken, because the session failed before the message was whole. It may be sent again.
    case unsent(SMTPFailure)
    /// The message was sent to its end, and the connection ended before the answer: the server may have it or not. This is
    /// the one window in which sending again can make two of it (RFC 1047).
    case unknown(SMTPFailure)
}
