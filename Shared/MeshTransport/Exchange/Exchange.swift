package import NIOCore

/// One request and its answer on one connection, whatever the protocol: the sending side.
///
/// An exchange lives on its connection's event loop and every member is used there only. It is the currency of the
/// mesh: a server hands one to its acceptor, a client connection returns one for a request, and the gateway joins two.
///
/// Flow control is back pressure both ways. What the peer sends is credited only when ``consumed(_:)`` says that it
/// was used. What is sent is queued without limit, so a sender stops while ``isWritable`` is false and goes on at
/// ``ExchangeDelegate/exchangeBecameWritable(_:)``.
package protocol Exchange: AnyObject {
    var eventLoop: any EventLoop { get }

    /// The connection that carries it: protocol, addresses, and who the peer is.
    var connection: ConnectionDescription { get }

    /// Whether more body may be sent now; false while the peer's window or the socket's buffer is full.
    var isWritable: Bool { get }

    /// Sends a head: a request's, an answer's (`:status` first), or an informational answer's (1xx, never the end).
    func send(head: HeaderBlock, end: ExchangeEnd)

    /// Sends a part of the body.
    func send(body: ByteBuffer, end: ExchangeEnd)

    /// Ends the message with trailers.
    func send(trailers: HeaderBlock)

    /// Returns credit for body bytes that the owner is done with.
    func consumed(_ byteCount: Int)

    /// Ends both directions at once: RST_STREAM, or the end of the connection in HTTP/1.1. Nothing is told after it.
    func reset(_ reason: ExchangeReset)
}

/// Whether a part is the last of its message.
package enum ExchangeEnd: Sendable {
    case more
    case last
}

/// What the owner of an exchange is told, on the exchange's event loop, in the order of the wire.
///
/// The last call is either the end of the peer's message or a failure; after a failure nothing follows.
package protocol ExchangeDelegate: AnyObject {
    /// A head came: the answer's on a client (1xx heads first, each with `.more`). A server's acceptor is given the
    /// request's head itself, so a server is told no head here.
    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd)

    /// A part of the body came; credit it with ``Exchange/consumed(_:)`` once it is used. It may be empty when it ends the message.
    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd)

    /// Trailers came, and with them the end.
    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock)

    /// The exchange is over without its proper end.
    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure)

    /// ``Exchange/isWritable`` is true again.
    func exchangeBecameWritable(_ exchange: any Exchange)
}

/// Why the owner ends an exchange.
package enum ExchangeReset: Sendable {
    /// The answer is no longer wanted (CANCEL).
    case cancelled
    /// The owner failed (INTERNAL_ERROR).
    case internalError
    /// The answer is complete and the rest of the request is not wanted (NO_ERROR, RFC 9113, section 8.1).
    case noLongerNeeded
    /// Not processed at all: the peer may send it again (REFUSED_STREAM, RFC 9113, section 8.7).
    case refused
}

/// How an exchange failed, in the terms that decide whether it may be sent again.
package struct ExchangeFailure: Error, Sendable {
    /// What ended the exchange.
    package enum Reason: Sendable, Equatable {
        /// No connection could be made.
        case connectFailed
        /// The connection ended while the exchange was open.
        case connectionLost
        /// The peer reset the stream, with this HTTP/2 error code.
        case resetByPeer(code: UInt32)
        /// The peer broke the protocol.
        case protocolViolation
        /// A limit of ours was passed (size, time, count).
        case limitExceeded
        /// The deadline passed.
        case deadlineExceeded
        /// The peer answers no PING or sends nothing for too long.
        case unresponsive
        /// No endpoint is there to send it to.
        case noEndpoint
        /// Our side is shutting down.
        case shuttingDown
    }

    /// What the peer may have done with the request.
    package enum Processing: Sendable {
        /// Surely nothing: REFUSED_STREAM, above GOAWAY's last stream id, or never sent. Safe to send again.
        case none
        /// Unknown: safe to send again only when the request is idempotent.
        case unknown
    }

    package var reason: Reason
    package var processing: Processing
    /// Words for the log.
    package var detail: String

    package init(_ reason: Reason, processing: Processing, detail: String = "") {
        self.reason = reason
        self.processing = processing
        self.detail = detail
    }
}
