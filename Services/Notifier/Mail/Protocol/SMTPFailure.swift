/// Why a session ended before its work was done. None of it is a verdict on a mail: it may be sent again, by this way or another.
package enum SMTPFailure: Error, Hashable, Sendable {
    /// No connection could be made.
    case unreachable(String)
    /// The server ended the connection, or it broke.
    case disconnected(String)
    /// The server took longer than it may.
    case timeout(SMTPPhase)
    /// The server will not talk now, or not with us.
    case refused(SMTPPhase, SMTPReply)
    /// What the server sent is no SMTP.
    case malformed(String)
    /// The connection is not as secure as it has to be.
    case insecure(String)
    /// The server has no way to prove who we are that we know.
    case noMechanism
    /// We have ended it.
    case closed
}
