package import NIOCore

/// One stream: an exchange over HTTP/2. The session keeps it while it is open.
package final class HTTP2Stream: Exchange {
    let session: HTTP2Session
    /// The stream's id, which nghttp2 gives.
    package internal(set) var id: Int32 = 0
    /// Whether this side opened it.
    let isOutgoing: Bool
    /// Its place among the session's open streams; negative when it is closed.
    var index = -1
    /// Who is told; nil when nobody is interested any more.
    package var delegate: (any ExchangeDelegate)?

    // Receiving.
    var hasReceivedHead = false
    var hasReceivedEnd = false
    var resetByPeer = false
    var hasBrokenProtocol = false
    /// A part of the body whose frame has not ended.
    var partial: ByteBuffer?
    /// Bytes that came and were not credited yet.
    package internal(set) var unconsumed = 0
    /// Bytes of body that came.
    package internal(set) var receivedBytes = 0
    /// When the stream was opened, .
    package let openedAt: NIODeadline
    /// Bytes of body that may come; past it the session's owner is asked to answer.
    package var bodyLimit = Int.max
    /// Whether the rest of the request is so short that it is dropped as it comes, once its answer is whole. A reset would spare little,
    /// and some clients that are about to send take it for a failure, whatever its code (curl 7.88 does).
    package var dropsRest = false
    /// Since when the rest is dropped.
    var dropsRestSince: NIODeadline?
    /// From where the rate of the body is measured.
    var rateMark: (at: NIODeadline, bytes: Int)

    // Sending.
    private var hasQueuedHead: Bool
    var hasQueuedEnd = false
    var hasSentEnd = false
    var isSent = false
    var trailers: HeaderBlock?
    var resetAfterEnd: UInt32?
    var isResetByOwner = false
    /// nghttp2 waits to be told that there is body.
    var isDeferred = false
    /// The owner found it not writable and waits.
    var isBlocked = false {
        didSet {
            if isBlocked != oldValue { session.blockedStreams += isBlocked ? 1 : -1 }
        }
    }
    private var queue = PartQueue()

    init(session: HTTP2Session, isOutgoing: Bool) {
        self.session = session
        self.isOutgoing = isOutgoing
        hasQueuedHead = isOutgoing
        openedAt = session.lastReceived
        rateMark = (openedAt, 0)
    }

    package var eventLoop: any EventLoop { session.eventLoop }
    package var connection: ConnectionDescription { session.connection }

    /// Whether the peer's message has ended.
    package var isReceived: Bool { hasReceivedEnd }
    /// Whether an answer (not an informational one) or a request was queued.
    package var hasHead: Bool { hasQueuedHead }
    private var isClosed: Bool { index < 0 }

    package var isWritable: Bool {
        guard !isClosed, !hasQueuedEnd else { return false }
        if queuedBytes < session.configuration.streamQueueMark, session.owner?.isChannelWritable == true { return true }
        isBlocked = true
        return false
    }

    package func send(head: HeaderBlock, end: ExchangeEnd) {
        guard !isClosed, !hasQueuedHead else { return }
        let status: Int32
        if head.isInformational {
            status = session.submitInformational(head, stream: self)
        } else {
            hasQueuedHead = true
            hasQueuedEnd = end == .last
            status = session.submitAnswer(head, end: end, stream: self)
        }
        if status < 0 { reset(.internalError) }
        session.setNeedsFlush()
    }

    package func send(body: ByteBuffer, end: ExchangeEnd) {
        guard !isClosed, hasQueuedHead, !hasQueuedEnd else { return }
        queue.append(body)
        if end == .last { hasQueuedEnd = true }
        resume()
    }

    package func send(trailers: HeaderBlock) {
        guard !isClosed, hasQueuedHead, !hasQueuedEnd else { return }
        // An empty block of trailers cannot be sent (RFC 9113, section 8.1): the end then comes with the body.
        self.trailers = trailers.isEmpty ? nil : trailers
        hasQueuedEnd = true
        resume()
    }

    private func resume() {
        if isDeferred, queuedBytes > 0 || hasQueuedEnd {
            isDeferred = false
            session.resumeData(of: self)
        }
        session.setNeedsFlush()
    }

    package func consumed(_ byteCount: Int) {
        guard !isClosed, byteCount > 0 else { return }
        let credit = min(byteCount, unconsumed)
        unconsumed -= credit
        session.consume(credit, of: self)
    }

    package func reset(_ reason: ExchangeReset) {
        delegate = nil
        guard !isClosed else { return }
        if case .noLongerNeeded = reason, hasQueuedEnd, dropsRest, dropsRestSince == nil {
            dropsRestSince = .now()
            creditUnread()
            return
        }
        if case .noLongerNeeded = reason, hasQueuedEnd, !hasSentEnd {
            resetAfterEnd = reason.http2Code
            creditUnread()
            return
        }
        dropQueue()
        creditUnread()
        session.submitReset(of: self, code: reason.http2Code)
    }

    /// What came and nobody will read goes back as credit.
    private func creditUnread() {
        guard unconsumed > 0 else { return }
        let credit = unconsumed
        unconsumed = 0
        session.consume(credit, of: self)
    }

    /// Resets the stream and tells its owner why.
    package func abort(_ failure: ExchangeFailure) {
        let delegate = delegate
        reset(.cancelled)
        delegate?.exchange(self, failedWith: failure)
    }

    /// The stream is gone; its owner is told.
    func fail(_ failure: ExchangeFailure) {
        let delegate = delegate
        close()
        delegate?.exchange(self, failedWith: failure)
    }

    /// The stream is gone: lets go of everything.
    func close() {
        isBlocked = false
        delegate = nil
        dropQueue()
    }

    // MARK: The queue

    /// Octets that wait to be sent.
    var queuedBytes: Int { queue.readableBytes }

    /// Takes up to this many octets from the front of the queue, from one part.
    func takeQueued(upTo limit: Int) -> ByteBuffer? {
        queue.pop(upTo: limit)
    }

    private func dropQueue() {
        queue.removeAll()
        trailers = nil
    }
}
