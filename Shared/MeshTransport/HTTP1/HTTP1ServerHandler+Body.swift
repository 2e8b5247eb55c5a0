import NIOCore

/// The request's body: to its owner, or into nothing when nobody wants it any more.
extension HTTP1ServerHandler {
    /// Reads a part of the current request's body.
    ///
    /// - Returns: whether there may be more in the buffer.
    func readBody(of exchange: HTTP1Exchange) throws(HTTP1Rejection) -> Bool {
        guard inbound.readableBytes > 0 else { return false }
        switch bodyReader {
        case .none:
            preconditionFailure("A request without a body has ended with its head.")
        case .length(let remaining):
            guard let part = inbound.readSlice(length: min(remaining, inbound.readableBytes)) else { return false }
            let left = remaining - part.readableBytes
            bodyReader = .length(remaining: left)
            try deliver(part, end: left == 0 ? .last : .more, to: exchange)
        case .chunked(var decoder):
            let event = try decoder.next(from: &inbound)
            bodyReader = .chunked(decoder)
            switch event {
            case .data(let part): try deliver(part, end: .more, to: exchange)
            case .trailers(let length): try deliverTrailers(length: length, to: exchange)
            case nil: return false
            }
        case .tunnel:
            // Nothing of the other protocol before it is accepted.
            guard case .begun(.tunnel) = exchange.answer else { return false }
            guard let part = inbound.readSlice(length: inbound.readableBytes) else { return false }
            try deliver(part, end: .more, to: exchange)
        }
        return true
    }

    private func deliver(_ part: ByteBuffer, end: ExchangeEnd, to exchange: HTTP1Exchange) throws(HTTP1Rejection) {
        let count = part.readableBytes
        if case .tunnel = bodyReader {} else { try countBody(count) }
        exchange.awaitsContinue = false
        if end == .last { requestEnded(exchange) }
        guard let delegate = exchange.delegate else {
            try discardBody(count)
            finishIfComplete(exchange)
            return
        }
        exchange.unconsumed += count
        delegate.exchange(exchange, receivedBody: part, end: end)
        finishIfComplete(exchange)
    }

    private func deliverTrailers(length: Int, to exchange: HTTP1Exchange) throws(HTTP1Rejection) {
        let bytes = inbound
        let trailers = try parser.parseTrailers(bytes.readableBytesUInt8Span.extracting(first: length))
        inbound.moveReaderIndex(forwardBy: length)
        exchange.awaitsContinue = false
        requestEnded(exchange)
        if trailers.isEmpty {
            exchange.delegate?.exchange(exchange, receivedBody: ByteBuffer(), end: .last)
        } else {
            exchange.delegate?.exchange(exchange, receivedTrailers: trailers)
        }
        finishIfComplete(exchange)
    }

    private func requestEnded(_ exchange: HTTP1Exchange) {
        exchange.requestEnded = true
        bodyReader = .none
        clock.requestEnded()
    }

    private func countBody(_ count: Int) throws(HTTP1Rejection) {
        bodyReceived += count
        clock.received(count)
        if let limit = configuration.bodyLimit, bodyReceived > limit {
            throw HTTP1Rejection(413, "The body is larger than is taken here.")
        }
    }

    /// Drops a part that came after the answer, as long as that is cheaper than a new connection.
    private func discardBody(_ count: Int) throws(HTTP1Rejection) {
        discardAllowance -= count
        if discardAllowance < 0 { linger() }
    }

    /// The owner has used so many octets; with the first sign that it reads, a waiting peer is told to send (RFC 9110,
    /// section 10.1.1).
    func consumed(_ byteCount: Int) {
        guard let current else { return }
        current.unconsumed = max(0, current.unconsumed - byteCount)
        if current.awaitsContinue, case .awaited = current.answer {
            current.awaitsContinue = false
            outbound.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
            flushSoon()
        }
        resumeReading()
    }

    /// The peer sends nothing more.
    func peerClosed() {
        guard !peerHasClosed else { return }
        peerHasClosed = true
        switch phase {
        case .head, .lingering:
            closeAfterFlush()
        case .exchange:
            guard let current else { return close() }
            if case .begun(.tunnel) = current.answer {
                requestEnded(current)
                current.delegate?.exchange(current, receivedBody: ByteBuffer(), end: .last)
                finishIfComplete(current)
            } else if current.requestEnded {
                // Most such peers have gone, a few only half-close: those get their answer if it comes soon.
                keepsAlive = false
                clock.expect(within: configuration.http1.halfCloseGrace, .answerToHalfClosed)
            } else {
                finish(
                    .init(
                        .connectionLost, processing: .unknown,
                        detail: "The peer closed the connection within a request."))
                close()
            }
        case .closed:
            break
        }
    }
}
