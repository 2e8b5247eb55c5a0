/// How the end of an answer's body is shown to the peer (RFC 9112, section 6.3).
enum HTTP1AnswerBody: Equatable {
    /// The answer has no body whatever the owner sends: to HEAD, or 204 and 304.
    case none
    /// So many octets are still to come.
    case length(remaining: Int)
    case chunked
    /// HTTP/1.0 without a length: the connection's end is the body's.
    case untilClose
    /// The raw octets of an accepted WebSocket.
    case tunnel
}
