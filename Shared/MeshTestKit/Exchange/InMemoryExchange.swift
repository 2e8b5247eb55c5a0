package import MeshTransport
package import NIOCore

/// One end of an exchange without a wire: what one end sends, the other end's delegate is told, in order, on the loop.
///
/// It keeps the promises of ``Exchange``: nothing is told from inside a call, credit bounds what may be sent, and
/// nothing is told after a reset. It also records what its owner sent, so that a test can look at it.
package final class InMemoryExchange: Exchange {
    package let eventLoop: any EventLoop
    package let connection: ConnectionDescription
    /// Who is told what the other end sends.
    package var delegate: (any ExchangeDelegate)?
    /// What the owner of this end sent, heads and trailers.
    package private(set) var sentHeads: [HeaderBlock] = []
    package private(set) var sentBody = ByteBuffer()
    package private(set) var hasSentEnd = false
    /// How the owner of this end ended it early.
    package private(set) var resetReason: ExchangeReset?
    /// Bytes of body that this end credited.
    package private(set) var consumedByteCount = 0

    private weak var peer: InMemoryExchange?
    /// What this end may still send before the other end credits some.
    private var window: Int
    /// Whether nothing more is sent or told: it was reset, it failed, or both messages have ended.
    package var isOver: Bool { isBroken || (hasSentEnd && (peer?.hasSentEnd ?? true)) }
    private var isBroken = false

    private init(eventLoop: any EventLoop, connection: ConnectionDescription, window: Int) {
        self.eventLoop = eventLoop
        self.connection = connection
        self.window = window
    }

    /// Makes both ends. The caller keeps both alive.
    ///
    /// - Parameter window: How many bytes of body each end may send before the other end credits some.
    package static func pair(
        on eventLoop: any EventLoop, window: Int = 65_536,
        connection: ConnectionDescription = ConnectionDescription(version: .http2)
    ) -> (client: InMemoryExchange, server: InMemoryExchange) {
        let client = InMemoryExchange(eventLoop: eventLoop, connection: connection, window: window)
        let server = InMemoryExchange(eventLoop: eventLoop, connection: connection, window: window)
        client.peer = server
        server.peer = client
        return (client, server)
    }

    /// The head that opened this exchange; whoever takes the request is given it otherwise.
    func opened(by head: HeaderBlock, end: ExchangeEnd) {
        sentHeads.append(head)
        hasSentEnd = end == .last
    }

    package var isWritable: Bool { window > 0 && !isBroken }

    package func send(head: HeaderBlock, end: ExchangeEnd) {
        guard !isBroken else { return }
        sentHeads.append(head)
        hasSentEnd = end == .last
        tellPeer { $0.exchange($1, receivedHead: head, end: end) }
    }

    package func send(body: ByteBuffer, end: ExchangeEnd) {
        guard !isBroken else { return }
        window -= body.readableBytes
        sentBody.writeImmutableBuffer(body)
        hasSentEnd = end == .last
        tellPeer { $0.exchange($1, receivedBody: body, end: end) }
    }

    package func send(trailers: HeaderBlock) {
        guard !isBroken else { return }
        sentHeads.append(trailers)
        hasSentEnd = true
        tellPeer { $0.exchange($1, receivedTrailers: trailers) }
    }

    package func consumed(_ byteCount: Int) {
        consumedByteCount += byteCount
        peer?.credit(byteCount)
    }

    package func reset(_ reason: ExchangeReset) {
        guard !isBroken else { return }
        isBroken = true
        resetReason = reason
        delegate = nil
        let failure = ExchangeFailure(
            .resetByPeer(code: Self.code(of: reason)), processing: reason.isRefusal ? .none : .unknown)
        peer?.endAfterReset(failure)
    }

    /// Ends both ends as a lost connection, a timeout or a refusal does: each delegate is told.
    package func fail(_ failure: ExchangeFailure) {
        endAfterReset(failure)
        peer?.endAfterReset(failure)
    }

    private func endAfterReset(_ failure: ExchangeFailure) {
        guard !isBroken else { return }
        isBroken = true
        let told = Told(exchange: self, call: { $0.exchange($1, failedWith: failure) })
        schedule(told)
    }

    private func credit(_ byteCount: Int) {
        let wasWritable = isWritable
        window += byteCount
        if !wasWritable, isWritable { schedule(Told(exchange: self) { $0.exchangeBecameWritable($1) }) }
    }

    private func tellPeer(_ call: @escaping (any ExchangeDelegate, any Exchange) -> Void) {
        guard let peer else { return }
        schedule(Told(exchange: peer, call: call))
    }

    private func schedule(_ told: Told) {
        let bound = NIOLoopBound(told, eventLoop: eventLoop)
        eventLoop.execute {
            let told = bound.value
            guard let delegate = told.exchange.delegate else { return }
            told.call(delegate, told.exchange)
        }
    }

    private static func code(of reason: ExchangeReset) -> UInt32 {
        switch reason {
        case .noLongerNeeded: 0
        case .internalError: 2
        case .refused: 7
        case .cancelled: 8
        }
    }
}

/// One call of a delegate that is due in a later turn of the loop.
private struct Told {
    var exchange: InMemoryExchange
    var call: (any ExchangeDelegate, any Exchange) -> Void
}

extension ExchangeReset {
    fileprivate var isRefusal: Bool {
        switch self {
        case .refused: true
        case .cancelled, .internalError, .noLongerNeeded: false
        }
    }
}
