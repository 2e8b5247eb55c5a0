import NIOCore

/// The answer: from its owner to the socket.
extension HTTP1ServerHandler {
    /// Parts up to this size are copied behind what is already to be written; larger ones are written as they are.
    private static let copiedPart = 8 * 1024
    /// What is gathered for one flush before it is handed on, so that the channel sees how much waits.
    private static let gatheredOutput = 64 * 1024

    func send(head: HeaderBlock, end: ExchangeEnd) {
        guard let current, case .awaited = current.answer else { return }
        guard let status = HTTP1AnswerEncoder.status(of: head) else { return failAnswer() }
        if outbound.capacity == 0, let executor { outbound = executor.takeOutput() }
        let written = outbound.writerIndex
        do throws(HTTP1AnswerEncoder.MalformedAnswer) {
            if (100..<200).contains(status) {
                try sendInformational(head, status: status, for: current)
            } else if current.webSocketAccept != nil && (200..<300).contains(status) && end == .more {
                try acceptWebSocket(head, for: current)
            } else {
                try sendFinal(head, status: status, end: end, for: current)
            }
        } catch {
            // The half of a head that was written before the fault showed.
            outbound.moveWriterIndex(to: written)
            failAnswer()
        }
    }

    private func sendInformational(
        _ head: HeaderBlock, status: Int, for exchange: HTTP1Exchange
    ) throws(HTTP1AnswerEncoder.MalformedAnswer) {
        // HTTP/1.0 knows none of them (RFC 9110, section 15.2), and 101 is the WebSocket's alone.
        guard exchange.minorVersion == 1, status != 101 else { return }
        if status == 100 {
            guard exchange.awaitsContinue else { return }
            exchange.awaitsContinue = false
        }
        try HTTP1AnswerEncoder.write(informational: head, status: status, to: &outbound)
        flushSoon()
    }

    private func acceptWebSocket(
        _ head: HeaderBlock, for exchange: HTTP1Exchange
    ) throws(HTTP1AnswerEncoder.MalformedAnswer) {
        guard let accept = exchange.webSocketAccept else { return }
        try HTTP1AnswerEncoder.write(webSocketHead: head, accept: accept, to: &outbound)
        exchange.answer = .begun(.tunnel)
        keepsAlive = false
        clock.tunnelOpened()
        flushSoon()
        // Bytes that came behind the request wait for this.
        process()
    }

    private func sendFinal(
        _ head: HeaderBlock, status: Int, end: ExchangeEnd, for exchange: HTTP1Exchange
    ) throws(HTTP1AnswerEncoder.MalformedAnswer) {
        if isDraining || !canKeepAlive(exchange) { keepsAlive = false }
        let body = try HTTP1AnswerEncoder.write(
            head: head, status: status,
            terms: .init(
                minorVersion: exchange.minorVersion, isHEAD: exchange.isHEAD, keepsAlive: keepsAlive, end: end),
            to: &outbound)
        if body == .untilClose { keepsAlive = false }
        exchange.answer = .begun(body)
        if case .tunnel = bodyReader { declineTunnel(exchange) }
        if end == .last {
            endAnswer(exchange, trailers: nil)
        } else {
            flushSoon()
        }
    }

    /// The WebSocket is refused: what follows is the next request.
    private func declineTunnel(_ exchange: HTTP1Exchange) {
        exchange.requestEnded = true
        bodyReader = .none
        exchange.delegate?.exchange(exchange, receivedBody: ByteBuffer(), end: .last)
    }

    /// Whether the rest of the request is cheap enough to drop should the answer end before it.
    private func canKeepAlive(_ exchange: HTTP1Exchange) -> Bool {
        // Whether a peer that got no 100 sends its body cannot be known (RFC 9110, section 10.1.1).
        if exchange.awaitsContinue { return false }
        guard case .length(let remaining) = bodyReader, !exchange.requestEnded else { return true }
        return exchange.delegate != nil || remaining <= configuration.http1.discardedBody
    }

    func send(body: ByteBuffer, end: ExchangeEnd) {
        guard let current, case .begun(let framing) = current.answer else { return }
        switch framing {
        case .none:
            break
        case .length(let remaining):
            // More than the length would be read as the next answer.
            guard body.readableBytes <= remaining else { return failAnswer() }
            current.answer = .begun(.length(remaining: remaining - body.readableBytes))
            append(body)
        case .chunked:
            guard body.readableBytes > 0 else { break }
            outbound.writeString(String(body.readableBytes, radix: 16))
            outbound.writeStaticString("\r\n")
            append(body)
            outbound.writeStaticString("\r\n")
        case .untilClose, .tunnel:
            append(body)
        }
        if end == .last {
            endAnswer(current, trailers: nil)
        } else {
            flushSoon()
        }
    }

    func send(trailers: HeaderBlock) {
        guard let current, case .begun = current.answer else { return }
        endAnswer(current, trailers: trailers)
    }

    private func append(_ body: ByteBuffer) {
        if body.readableBytes <= Self.copiedPart {
            outbound.writeImmutableBuffer(body)
            if outbound.readableBytes > Self.gatheredOutput { flushNow() }
            return
        }
        writeOutbound()
        write(body)
    }

    private func endAnswer(_ exchange: HTTP1Exchange, trailers: HeaderBlock?) {
        guard case .begun(let framing) = exchange.answer else { return }
        switch framing {
        case .none, .untilClose:
            break
        case .length(let remaining):
            guard remaining == 0 else { return failAnswer() }
        case .chunked:
            do throws(HTTP1AnswerEncoder.MalformedAnswer) {
                try HTTP1AnswerEncoder.write(trailers: trailers, to: &outbound)
            } catch {
                return failAnswer()
            }
        case .tunnel:
            exchange.answer = .complete
            flushNow()
            // The other direction goes on until the peer ends it too.
            if !exchange.isComplete { context?.close(mode: .output, promise: nil) }
            finishIfComplete(exchange)
            return
        }
        exchange.answer = .complete
        if !exchange.requestEnded {
            // Nobody is there to use the rest: it is dropped if it is short, else the connection ends.
            exchange.delegate = nil
            exchange.unconsumed = 0
            if !keepsAlive || !canKeepAlive(exchange) {
                flushNow()
                return linger()
            }
        }
        finishIfComplete(exchange)
    }

    /// Ends the exchange once both directions have ended, and goes on to the next.
    func finishIfComplete(_ exchange: HTTP1Exchange) {
        guard exchange.isComplete, current === exchange else { return }
        exchange.detach()
        current = nil
        guard keepsAlive, !peerHasClosed else { return closeAfterFlush() }
        phase = .head
        if isDraining {
            clock.expect(within: configuration.http1.drainGrace, .drainGrace)
        } else {
            clock.expect(within: configuration.idleTimeout, .idle)
        }
        clock.skippedEmptyLine = false
        guard !isProcessing else { return }
        if inbound.readableBytes > 0 {
            process()
        } else {
            flushNow()
            resumeReading()
        }
    }

    /// The owner's answer cannot be sent as it is: before its head a 500 stands for it, after it only the connection's
    /// end shows the peer that it is not whole.
    private func failAnswer() {
        guard let current else { return }
        if case .awaited = current.answer {
            finish(.init(.protocolViolation, processing: .unknown, detail: "The answer is malformed."))
            outbound.writeStaticString(
                "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            flushNow()
            linger()
        } else {
            finish(
                .init(.protocolViolation, processing: .unknown, detail: "The answer's body does not have its length."))
            close()
        }
    }

    /// The owner ends the exchange. HTTP/1.1 has no way to say so but the end of the connection; when nothing was
    /// answered yet, a status says it better.
    func reset(_ reason: ExchangeReset) {
        guard let current else { return }
        switch current.answer {
        case .complete:
            // What is left of the request is being dropped already.
            return
        case .begun:
            current.detach()
            self.current = nil
            return close()
        case .awaited:
            current.detach()
            self.current = nil
        }
        switch reason {
        case .refused:
            outbound.writeStaticString(
                "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            flushNow()
            linger()
        case .internalError:
            outbound.writeStaticString(
                "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            flushNow()
            linger()
        case .cancelled, .noLongerNeeded:
            close()
        }
    }

    // MARK: - Flushing

    /// Hands on what was gathered, now.
    func flushNow() {
        writeOutbound()
        guard hasUnflushed else { return }
        hasUnflushed = false
        context?.flush()
    }

    private func writeOutbound() {
        guard outbound.readableBytes > 0 else { return }
        write(outbound)
        // The channel lets go of the storage within the flush, and the next answer is written into it.
        if let executor { executor.giveBackOutput(&outbound) } else { outbound = ByteBuffer() }
    }

    private func write(_ bytes: ByteBuffer) {
        hasUnflushed = true
        context?.write(wrapOutboundOut(bytes), promise: nil)
    }

    /// Flushes when this turn of the loop has done what it does.
    func flushSoon() {
        guard !isProcessing, !isFlushScheduled, let executor else { return }
        isFlushScheduled = true
        executor.flushAfterJobs(self)
    }
}

extension HTTP1ServerHandler: EventLoopTaskExecutor.Flushable {
    func flush() {
        isFlushScheduled = false
        flushNow()
    }
}
