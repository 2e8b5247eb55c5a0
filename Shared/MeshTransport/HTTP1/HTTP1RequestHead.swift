/// A request's head in the mesh's form, and what HTTP/1.1 says beside it.
struct HTTP1RequestHead {
    /// How the end of the body is known (RFC 9112, section 6.3).
    enum Framing: Equatable {
        case none
        case length(Int)
        case chunked
    }

    var block: HeaderBlock
    var framing: Framing
    /// The minor version: 0 or 1.
    var minorVersion: Int
    /// Whether the peer allows another request after this one (RFC 9112, section 9.3).
    var keepsAlive: Bool
    /// Whether the peer waits for a 100 before it sends the body (RFC 9110, section 10.1.1).
    var expectsContinue: Bool
    var isHEAD: Bool
    /// The value that accepts the WebSocket, when one is asked for (RFC 6455, section 4.2.2).
    var webSocketAccept: String?
}
