package import NIOCore

/// The client's end of one HTTP/2 connection. It is used on its channel's event loop alone; whoever owns the connection sets the
/// callbacks before the channel is active.
package final class HTTP2ClientHandler: ChannelInboundHandler {
    package typealias InboundIn = ByteBuffer
    package typealias OutboundOut = ByteBuffer

    private let configuration: HTTP2Configuration
    private let description: ConnectionDescription
    private var context: ChannelHandlerContext?
    private var session: HTTP2Session?
    /// Whether the channel takes more output, as it last said.
    package private(set) var isChannelWritable = false
    private var pings: [UInt64: (sent: NIODeadline, completion: (Result<TimeAmount, ExchangeFailure>) -> Void)] = [:]
    private var isClosed = false
    private var wasFull = false
    private var closeFailure: ExchangeFailure?

    /// Called once when the peer's SETTINGS came: the peer is there and takes requests.
    package var onReady: (() -> Void)?
    /// Called once when the peer takes no new streams (GOAWAY); those at or below its last id go on.
    package var onDraining: (() -> Void)?
    /// Called when streams may be opened again after there were none.
    package var onStreamsAvailable: (() -> Void)?
    /// Called once, last, when the connection is over; its exchanges were told before.
    package var onClosed: ((ExchangeFailure) -> Void)?

    /// Bytes that came from the peer: the sign of life.
    package private(set) var receivedByteCount: UInt64 = 0

    package init(
        configuration: HTTP2Configuration = .init(), description: ConnectionDescription = .init(version: .http2)
    ) {
        self.configuration = configuration
        self.description = description
    }

    // MARK: The connection

    /// How many streams may be opened now: none before the peer's SETTINGS, after GOAWAY, or when its limit is reached.
    package var availableStreams: Int { session?.availableStreams ?? 0 }

    /// How many streams are open.
    package var openStreams: Int { session?.streams.count ?? 0 }

    /// Whether the peer or this side has said that no new stream will be opened.
    package var isDraining: Bool { session?.isDraining ?? true }

    /// Sends a request's head and opens its exchange.
    ///
    /// - Throws: A failure with nothing processed when no stream may be opened now.
    package func open(
        head: HeaderBlock, end: ExchangeEnd, delegate: any ExchangeDelegate
    ) throws(ExchangeFailure) -> any Exchange {
        guard let session else {
            throw ExchangeFailure(.connectFailed, processing: .none, detail: "the connection is not up")
        }
        defer { if session.availableStreams == 0 { wasFull = true } }
        return try session.open(head: head, end: end, delegate: delegate)
    }

    /// Asks the peer for a sign of life (RFC 9113, section 6.7).
    ///
    /// - Parameter completion: Told the round trip, or the failure of the connection.
    package func ping(_ completion: @escaping (Result<TimeAmount, ExchangeFailure>) -> Void) {
        guard let session, !isClosed else {
            completion(.failure(.init(.connectionLost, processing: .none, detail: "the connection is not up")))
            return
        }
        pings[session.ping()] = (.now(), completion)
    }

    /// Opens no new streams, and ends the connection when the last one has ended.
    package func drain() {
        session?.shutDown()
    }

    /// Ends the connection at once; its open exchanges fail with this failure's reason.
    package func close(_ failure: ExchangeFailure) {
        closeFailure = failure
        session?.connectionLost(failure.reason, detail: failure.detail)
        context?.close(promise: nil)
    }

    // MARK: The channel

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { start(context) }
    }

    package func channelActive(context: ChannelHandlerContext) {
        start(context)
        context.fireChannelActive()
    }

    private func start(_ context: ChannelHandlerContext) {
        guard session == nil, !isClosed else { return }
        isChannelWritable = context.channel.isWritable
        do throws(ExchangeFailure) {
            let description = ConnectionDescription(
                version: .http2, isTLS: description.isTLS, localAddress: context.channel.localAddress,
                remoteAddress: context.channel.remoteAddress, peerIdentity: description.peerIdentity)
            session = try HTTP2Session(
                role: .client, configuration: configuration, connection: description, eventLoop: context.eventLoop,
                owner: self)
        } catch {
            closeFailure = error
            context.close(promise: nil)
        }
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        receivedByteCount += UInt64(bytes.readableBytes)
        session?.receive(bytes)
    }

    package func channelWritabilityChanged(context: ChannelHandlerContext) {
        isChannelWritable = context.channel.isWritable
        if isChannelWritable { session?.setNeedsFlush() }
        context.fireChannelWritabilityChanged()
    }

    package func channelInactive(context: ChannelHandlerContext) {
        end(detail: "the peer closed the connection")
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        end(detail: "the connection was closed")
        session?.owner = nil
        session = nil
        self.context = nil
        isChannelWritable = false
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if closeFailure == nil {
            closeFailure = ExchangeFailure(.connectionLost, processing: .unknown, detail: "\(error)")
        }
        context.close(promise: nil)
    }

    private func end(detail: String) {
        guard !isClosed else { return }
        isClosed = true
        let failure = closeFailure ?? ExchangeFailure(.connectionLost, processing: .unknown, detail: detail)
        session?.connectionLost(failure.reason, detail: failure.detail)
        let waiting = pings
        pings = [:]
        for ping in waiting.values { ping.completion(.failure(failure)) }
        let onClosed = onClosed
        (onReady, onDraining, onStreamsAvailable, self.onClosed) = (nil, nil, nil, nil)
        onClosed?(failure)
    }
}

extension HTTP2ClientHandler: HTTP2SessionOwner {
    package func session(_ session: HTTP2Session, write bytes: ByteBuffer) {
        context?.write(wrapOutboundOut(bytes), promise: nil)
    }

    package func sessionFlush(_ session: HTTP2Session) {
        context?.flush()
    }

    package func session(
        _ session: HTTP2Session, accept stream: HTTP2Stream, head: HeaderBlock, end: ExchangeEnd
    ) -> (any ExchangeDelegate)? { nil }

    package func session(_ session: HTTP2Session, headTooLarge stream: HTTP2Stream) {}

    package func session(_ session: HTTP2Session, bodyTooLarge stream: HTTP2Stream) {}

    package func session(_ session: HTTP2Session, received frame: HTTP2Session.IdleFrame) {}

    package func session(_ session: HTTP2Session, closed stream: HTTP2Stream, inOrder: Bool) {
        guard wasFull, session.availableStreams > 0 else { return }
        wasFull = false
        onStreamsAvailable?()
    }

    package func sessionBecameReady(_ session: HTTP2Session) {
        let onReady = onReady
        self.onReady = nil
        onReady?()
    }

    package func session(_ session: HTTP2Session, receivedGoAway lastStreamID: Int32, code: UInt32) {
        let onDraining = onDraining
        self.onDraining = nil
        onDraining?()
    }

    package func session(_ session: HTTP2Session, receivedPong payload: UInt64) {
        guard let ping = pings.removeValue(forKey: payload) else { return }
        ping.completion(.success(.now() - ping.sent))
    }

    package func sessionIsDone(_ session: HTTP2Session) {
        context?.close(promise: nil)
    }
}
