import NIOCore

/// The server's side of one HTTP/1.1 connection: bytes in, an ``Exchange`` for each request, bytes out.
///
/// Requests are answered one after the other: the next is not read until the one before it is wholly received and
/// answered, so what a peer pipelines waits in a bounded buffer and nothing can come in the wrong order. What a turn of
/// the event loop produced is written with one flush.
final class HTTP1ServerHandler: ChannelDuplexHandler, ServedConnection {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = Never
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    /// What the bytes that come are.
    enum Phase {
        /// A head, from its first octet on.
        case head
        /// The body of the current exchange's request, or nothing more until it is answered.
        case exchange
        /// Bytes of a peer that has its last answer: dropped.
        case lingering(discarded: Int)
        case closed
    }

    /// How the current request's body is read.
    enum BodyReader {
        case none
        case length(remaining: Int)
        case chunked(HTTP1ChunkedDecoder)
        case tunnel
    }

    let configuration: HTTPServerConfiguration
    let acceptor: ExchangeAcceptor
    let description: ConnectionDescription
    private(set) var context: ChannelHandlerContext?
    private(set) var executor: EventLoopTaskExecutor?
    /// Whether the channel takes more output, as it last said.
    private(set) var isWritable = false

    var phase = Phase.head
    var current: HTTP1Exchange?
    var bodyReader = BodyReader.none
    var parser: HTTP1HeadParser
    var framer = HTTP1HeadFramer()
    var inbound = ByteBuffer()
    var isProcessing = false
    /// Octets of the current request's body that came, and how many of an unwanted one may still be dropped.
    var bodyReceived = 0
    var discardAllowance = 0

    /// Without memory between turns: an answer is written into the loop's.
    var outbound = ByteBuffer()
    var isFlushScheduled = false
    /// Whether something was written to the channel since its last flush.
    var hasUnflushed = false
    var keepsAlive = true
    var isDraining = false
    var readIsPending = false
    var peerHasClosed = false

    var clock = HTTP1ConnectionClock()

    init(
        configuration: HTTPServerConfiguration, description: ConnectionDescription, acceptor: @escaping ExchangeAcceptor
    ) {
        self.configuration = configuration
        self.acceptor = acceptor
        self.description = description
        parser = HTTP1HeadParser(scheme: description.isTLS ? "https" : "http")
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        executor = .current(on: context.eventLoop)
        isWritable = context.channel.isWritable
        clock.expect(within: configuration.headerTimeout, .head)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish(.init(.connectionLost, processing: .unknown, detail: "The connection was closed."))
        self.context = nil
        executor = nil
        isWritable = false
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(.init(.connectionLost, processing: .unknown, detail: "The peer closed the connection."))
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if inbound.readableBytes == 0 {
            inbound = bytes
        } else {
            inbound.writeBuffer(&bytes)
        }
        process()
    }

    func read(context: ChannelHandlerContext) {
        if wantsInput {
            context.read()
        } else {
            readIsPending = true
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent {
            peerClosed()
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        if isWritable {
            if let current, case .begun = current.answer { current.delegate?.exchangeBecameWritable(current) }
            process()
        }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The socket or TLS failed; nothing can be answered on it.
        close()
    }

    // MARK: - Reading

    /// Whether more bytes are wanted: the one place where the peer is held back.
    var wantsInput: Bool {
        switch phase {
        case .head: inbound.readableBytes <= configuration.headerListLimit
        case .exchange: wantsBody
        case .lingering: true
        case .closed: false
        }
    }

    private var wantsBody: Bool {
        guard let current, !current.requestEnded else {
            return inbound.readableBytes < configuration.http1.pipelineBuffer
        }
        return current.unconsumed < configuration.streamWindow
    }

    func resumeReading() {
        guard readIsPending, wantsInput else { return }
        readIsPending = false
        clock.readingResumed()
        context?.read()
    }

    /// Reads on until the bytes are used up or what came must be answered first.
    func process() {
        guard !isProcessing else { return }
        isProcessing = true
        do throws(HTTP1Rejection) {
            while try step() {}
        } catch {
            reject(error)
        }
        isProcessing = false
        flushNow()
        resumeReading()
    }

    /// Does one thing with the bytes.
    ///
    /// - Returns: whether there may be another to do.
    private func step() throws(HTTP1Rejection) -> Bool {
        switch phase {
        case .head:
            // Answers that nobody reads stop the requests.
            guard isWritable, let head = try nextHead() else { return false }
            begin(head)
            return true
        case .exchange:
            guard let current, !current.requestEnded else { return false }
            return try readBody(of: current)
        case .lingering(let discarded):
            discard(after: discarded)
            return false
        case .closed:
            inbound.clear()
            return false
        }
    }

    private func nextHead() throws(HTTP1Rejection) -> HTTP1RequestHead? {
        guard inbound.readableBytes > 0 else { return nil }
        clock.headBegan(within: configuration.headerTimeout)
        skipEmptyLine()
        let bytes = inbound
        guard
            let length = try framer.advance(
                over: bytes.readableBytesUInt8Span, headLimit: configuration.headerListLimit,
                limits: configuration.http1)
        else { return nil }
        framer = HTTP1HeadFramer()
        let head = try parser.parse(bytes.readableBytesUInt8Span.extracting(first: length))
        inbound.moveReaderIndex(forwardBy: length)
        if let limit = configuration.bodyLimit, case .length(let length) = head.framing, length > limit {
            throw HTTP1Rejection(413, "The body is larger than is taken here.")
        }
        return head
    }

    /// RFC 9112, section 2.2: old clients send an empty line after a body; one is skipped.
    private func skipEmptyLine() {
        guard framer.isAtStart, inbound.readableBytes >= 2 else { return }
        guard inbound.getInteger(at: inbound.readerIndex, as: UInt16.self) == 0x0D0A else { return }
        guard !clock.skippedEmptyLine else { return }
        clock.skippedEmptyLine = true
        inbound.moveReaderIndex(forwardBy: 2)
    }

    private func begin(_ head: HTTP1RequestHead) {
        guard let context else { return }
        phase = .exchange
        bodyReceived = 0
        discardAllowance = configuration.http1.discardedBody
        keepsAlive = head.keepsAlive
        switch head.framing {
        case .none: bodyReader = head.webSocketAccept == nil ? .none : .tunnel
        case .length(let length): bodyReader = .length(remaining: length)
        case .chunked:
            bodyReader = .chunked(.init(limits: configuration.http1, trailerLimit: configuration.headerListLimit))
        }
        let exchange = HTTP1Exchange(head: head, handler: self, eventLoop: context.eventLoop, connection: description)
        current = exchange
        clock.exchangeBegan()
        let delegate = acceptor(exchange, head.block, exchange.requestEnded ? .last : .more)
        // The acceptor may have answered, or ended, the exchange already.
        guard current === exchange else { return }
        if case .complete = exchange.answer { return }
        exchange.delegate = delegate
    }
}
