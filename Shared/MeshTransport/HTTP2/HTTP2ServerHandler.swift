package import Logging
package import NIOCore

/// The server's end of one HTTP/2 connection: the session on its channel, and the guards that hold the peer to the limits.
package final class HTTP2ServerHandler: ChannelInboundHandler {
    package typealias InboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    /// How long a connection that has said its last word waits for the peer to close, so that the kernel does not throw away the
    /// last GOAWAY with a reset.
    private static let lingerTime = TimeAmount.seconds(1)

    /// The longest body whose rest is dropped as it comes when its request was answered early, and the time that it has: what a client
    /// has sent off before it can have read the answer.
    private static let droppedRest = (bytes: 64 * 1024, time: TimeAmount.seconds(2))

    private let configuration: HTTPServerConfiguration
    private let description: ConnectionDescription
    private let acceptor: ExchangeAcceptor
    private let logger: Logger
    private var context: ChannelHandlerContext?
    private var session: HTTP2Session?
    /// Whether the channel takes more output, as it last said.
    package private(set) var isChannelWritable = false
    private var openedAt = NIODeadline.now()
    private var unwritableSince: NIODeadline?
    private var drainAt: NIODeadline?
    private var drainPing: UInt64?
    private var isLingering = false
    private var resets: FrameBudget
    private var controlFrames: FrameBudget
    private var emptyFrames: FrameBudget

    /// - Parameter description: The connection: its addresses, and who the peer proved to be.
    package init(
        configuration: HTTPServerConfiguration, description: ConnectionDescription, logger: Logger,
        acceptor: @escaping ExchangeAcceptor
    ) {
        self.configuration = configuration
        self.description = description
        self.logger = logger
        self.acceptor = acceptor
        let now = NIODeadline.now()
        resets = FrameBudget(configuration.resets, at: now)
        controlFrames = FrameBudget(configuration.controlFrames, at: now)
        emptyFrames = FrameBudget(configuration.emptyFrames, at: now)
    }

    /// Open requests.
    package var openExchanges: Int { session?.streams.count ?? 0 }

    // MARK: The channel

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        openedAt = .now()
        if context.channel.isActive { start(context) }
    }

    package func channelActive(context: ChannelHandlerContext) {
        start(context)
        context.fireChannelActive()
    }

    private func start(_ context: ChannelHandlerContext) {
        guard session == nil else { return }
        isChannelWritable = context.channel.isWritable
        do throws(ExchangeFailure) {
            session = try HTTP2Session(
                role: .server, configuration: HTTP2Configuration(configuration), connection: description,
                eventLoop: context.eventLoop, owner: self)
        } catch {
            logger.error("Could not start an HTTP/2 session", metadata: ["error": "\(error.detail)"])
            context.close(promise: nil)
        }
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isLingering else { return }
        session?.receive(unwrapInboundIn(data))
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        isChannelWritable = context.channel.isWritable
        unwritableSince = isChannelWritable ? nil : .now()
        if isChannelWritable { session?.setNeedsFlush() }
        context.fireChannelWritabilityChanged()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        session?.connectionLost(detail: "the peer closed the connection")
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        session?.connectionLost(detail: "the connection was closed")
        session?.owner = nil
        session = nil
        self.context = nil
        isChannelWritable = false
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // A peer that has closed its side can neither credit nor cancel: what it asked for is of no use any more.
        if case .some(.inputClosed) = event as? ChannelEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Resets by the peer and broken TLS; the channel tells nothing that helps anybody but a debugger.
        logger.debug("Connection failed", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }

    // MARK: Limits

    /// Ends the connection and tells the peer to calm down (RFC 9113, section 7).
    private func refuse(_ reason: Logger.Message) {
        logger.notice(reason, metadata: ["peer.address": "\(description.remoteAddress?.description ?? "unknown")"])
        session?.terminate(HTTP2ErrorCode.enhanceYourCalm)
    }

    private func isBodyTooSlow(_ stream: HTTP2Stream, at now: NIODeadline) -> Bool {
        // A request that is answered already streams both ways, as slowly as its ends agree on.
        guard !stream.isReceived, !stream.hasHead, stream.delegate != nil else { return false }
        guard stream.unconsumed == 0 else {
            // It is the handler that does not read.
            stream.rateMark = (now, stream.receivedBytes)
            return false
        }
        let elapsed = now - stream.rateMark.at
        guard elapsed >= TimeAmount(configuration.bodyIdleTimeout) else { return false }
        let needed = Int64(configuration.minimumBodyRate) * elapsed.nanoseconds / 1_000_000_000
        guard stream.receivedBytes - stream.rateMark.bytes >= needed else { return true }
        stream.rateMark = (now, stream.receivedBytes)
        return false
    }

    /// Answers a request ourselves; its owner learns that it is over.
    private func answer(_ stream: HTTP2Stream, with problem: ProblemAnswer, detail: String) {
        let delegate = stream.delegate
        stream.delegate = nil
        if stream.hasHead {
            stream.reset(.cancelled)
        } else {
            problem.send(on: stream)
        }
        delegate?.exchange(stream, failedWith: .init(.limitExceeded, processing: .unknown, detail: detail))
    }
}

extension HTTP2ServerHandler: ServedConnection {
    package func sweep(at now: NIODeadline) {
        guard let session, let context, !isLingering else { return }
        if !session.isReady, now - openedAt > TimeAmount(configuration.headerTimeout) {
            return refuse("Closing a connection without preface")
        }
        if let started = session.head.startedAt, now - started > TimeAmount(configuration.headerTimeout) {
            return refuse("Closing a connection with slow headers")
        }
        if let unwritableSince, now - unwritableSince > TimeAmount(configuration.writeStallTimeout) {
            logger.notice("Closing a connection that does not read")
            context.close(promise: nil)
            return
        }
        if session.streams.isEmpty, now - session.lastUseful > TimeAmount(configuration.idleTimeout) {
            return session.shutDown()
        }
        if let drainAt, now >= drainAt { finishDrain() }
        for stream in session.streams {
            if let since = stream.dropsRestSince {
                if now - since > Self.droppedRest.time { stream.reset(.noLongerNeeded) }
            } else if isBodyTooSlow(stream, at: now) {
                answer(stream, with: .requestTimeout, detail: "the body came too slowly")
            }
        }
    }

    package func beginDrain() {
        guard let session, drainAt == nil else { return }
        drainAt = .now() + TimeAmount(configuration.drainNotice)
        session.announceShutdown()
        // Its answer says that the peer has seen the notice: no new stream can be on its way after it.
        drainPing = session.ping()
    }

    package func abort() {
        context?.close(promise: nil)
    }

    private func finishDrain() {
        drainAt = .distantFuture
        drainPing = nil
        session?.shutDown()
    }
}

extension HTTP2ServerHandler: HTTP2SessionOwner {
    package func session(_ session: HTTP2Session, write bytes: ByteBuffer) {
        context?.write(wrapOutboundOut(bytes), promise: nil)
    }

    package func sessionFlush(_ session: HTTP2Session) {
        context?.flush()
    }

    package func session(
        _ session: HTTP2Session, accept stream: HTTP2Stream, head: HeaderBlock, end: ExchangeEnd
    ) -> (any ExchangeDelegate)? {
        if end == .more, let length = head.contentLength {
            if let limit = configuration.bodyLimit, length > limit {
                ProblemAnswer.contentTooLarge.send(on: stream)
                return nil
            }
            // Who expects 100 may send nothing once it is answered (RFC 9110, section 10.1.1).
            stream.dropsRest = length <= Self.droppedRest.bytes && head.first("expect") == nil
        }
        stream.bodyLimit = configuration.bodyLimit ?? .max
        return acceptor(stream, head, end)
    }

    package func session(_ session: HTTP2Session, headTooLarge stream: HTTP2Stream) {
        ProblemAnswer.headersTooLarge.send(on: stream)
    }

    package func session(_ session: HTTP2Session, bodyTooLarge stream: HTTP2Stream) {
        answer(stream, with: .contentTooLarge, detail: "the body is over \(stream.bodyLimit) bytes")
    }

    package func session(_ session: HTTP2Session, received frame: HTTP2Session.IdleFrame) {
        let now = session.lastReceived
        switch frame {
        case .reset:
            if !resets.spend(at: now) { refuse("Closing a connection that resets too many streams") }
        case .control:
            if !controlFrames.spend(at: now) { refuse("Closing a connection that floods control frames") }
        case .emptyData:
            if !emptyFrames.spend(at: now) { refuse("Closing a connection that floods empty frames") }
        }
    }

    package func session(_ session: HTTP2Session, closed stream: HTTP2Stream, inOrder: Bool) {
        if inOrder { resets.earn() }
    }

    package func sessionBecameReady(_ session: HTTP2Session) {}

    package func session(_ session: HTTP2Session, receivedGoAway lastStreamID: Int32, code: UInt32) {}

    package func session(_ session: HTTP2Session, receivedPong payload: UInt64) {
        if payload == drainPing { finishDrain() }
    }

    package func sessionIsDone(_ session: HTTP2Session) {
        guard let context, !isLingering else { return }
        isLingering = true
        let channel = context.channel
        channel.close(mode: .output).whenFailure { _ in channel.close(promise: nil) }
        channel.eventLoop.scheduleTask(in: Self.lingerTime) { channel.close(promise: nil) }
    }
}

extension HeaderBlock {
    /// The value of `content-length`; nil when there is none or it is no number. nghttp2 has refused malformed ones.
    package var contentLength: Int? {
        guard let digits = first("content-length"), !digits.isEmpty, digits.count <= 18 else { return nil }
        var length = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            length = length * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return length
    }
}
