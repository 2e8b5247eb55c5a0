import NIOCore

/// One request of an HTTP/1.1 connection and its answer.
///
/// It speaks to the connection only as long as it is the connection's current exchange, so what an owner sends too late
/// meets nothing.
final class HTTP1Exchange: Exchange {
    /// How far the answer is.
    enum Answer {
        case awaited
        case begun(HTTP1AnswerBody)
        case complete
    }

    let eventLoop: any EventLoop
    let connection: ConnectionDescription
    let isHEAD: Bool
    let minorVersion: Int
    let webSocketAccept: String?

    var delegate: (any ExchangeDelegate)?
    var answer = Answer.awaited
    /// Whether the whole request came.
    var requestEnded: Bool
    /// Whether the peer still waits for a 100 before it sends the body.
    var awaitsContinue: Bool
    /// Body octets that the owner was given and has not credited.
    var unconsumed = 0

    private var handler: HTTP1ServerHandler?

    init(
        head: HTTP1RequestHead, handler: HTTP1ServerHandler, eventLoop: any EventLoop, connection: ConnectionDescription
    ) {
        self.handler = handler
        self.eventLoop = eventLoop
        self.connection = connection
        isHEAD = head.isHEAD
        minorVersion = head.minorVersion
        webSocketAccept = head.webSocketAccept
        requestEnded = head.framing == .none && head.webSocketAccept == nil
        awaitsContinue = head.expectsContinue && !requestEnded
    }

    var isWritable: Bool { handler?.isWritable ?? false }

    var isComplete: Bool {
        guard requestEnded, case .complete = answer else { return false }
        return true
    }

    func send(head: HeaderBlock, end: ExchangeEnd) { handler?.send(head: head, end: end) }

    func send(body: ByteBuffer, end: ExchangeEnd) { handler?.send(body: body, end: end) }

    func send(trailers: HeaderBlock) { handler?.send(trailers: trailers) }

    func consumed(_ byteCount: Int) { handler?.consumed(byteCount) }

    func reset(_ reason: ExchangeReset) {
        delegate = nil
        handler?.reset(reason)
    }

    /// Parts from the connection; nothing that the owner does reaches it any more.
    func detach() {
        handler = nil
        delegate = nil
    }
}
