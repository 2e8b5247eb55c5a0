import NIOCore

/// The connection's end, by fault, by time or by drain.
extension HTTP1ServerHandler {
    /// Answers a request that breaks the protocol or a limit, and closes.
    func reject(_ rejection: HTTP1Rejection) {
        var canAnswer = true
        if let current {
            if case .awaited = current.answer {} else { canAnswer = false }
            let isLimit = rejection.status == 413 || rejection.status == 431
            finish(
                .init(isLimit ? .limitExceeded : .protocolViolation, processing: .unknown, detail: rejection.detail))
        }
        guard canAnswer else { return close() }
        let problem = rejection.problem
        outbound.writeString(
            "HTTP/1.1 \(rejection.status) \(rejection.reason)\r\ncontent-type: application/problem+json\r\n"
                + "content-length: \(problem.utf8.count)\r\nconnection: close\r\n")
        if rejection.status == 426 {
            outbound.writeStaticString("sec-websocket-version: 13\r\nupgrade: websocket\r\n")
        }
        if rejection.status == 405 {
            outbound.writeStaticString("allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n")
        }
        outbound.writeStaticString("\r\n")
        outbound.writeString(problem)
        flushNow()
        linger()
    }

    /// Ends the current exchange with a failure, unless both its directions have ended.
    func finish(_ failure: ExchangeFailure) {
        guard let exchange = current else { return }
        current = nil
        let delegate = exchange.delegate
        exchange.detach()
        delegate?.exchange(exchange, failedWith: failure)
    }

    /// Shuts down the sending side and drops what comes for a while, so that the peer reads its last answer and not a reset.
    func linger() {
        if let current {
            current.detach()
            self.current = nil
        }
        guard case .closed = phase else {
            phase = .lingering(discarded: 0)
            clock.expect(within: configuration.http1.lingerTime, .end)
            if peerHasClosed { return closeAfterFlush() }
            context?.close(mode: .output, promise: nil)
            discard(after: 0)
            if !isProcessing { resumeReading() }
            return
        }
    }

    func discard(after discarded: Int) {
        let total = discarded + inbound.readableBytes
        inbound.clear()
        phase = .lingering(discarded: total)
        if total > configuration.http1.lingerBytes { close() }
    }

    /// Closes once what is written has left.
    func closeAfterFlush() {
        guard let context else { return }
        if case .closed = phase { return }
        phase = .closed
        inbound.clear()
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let last = context.eventLoop.makePromise(of: Void.self)
        last.futureResult.whenComplete { _ in bound.value.close() }
        // An empty part at the end keeps the promise when all before it has left.
        context.writeAndFlush(wrapOutboundOut(outbound), promise: last)
        outbound = ByteBuffer()
        hasUnflushed = false
        clock.expect(within: configuration.writeStallTimeout, .end)
    }

    /// Closes now, whatever waits.
    func close() {
        phase = .closed
        inbound.clear()
        finish(.init(.connectionLost, processing: .unknown, detail: "The connection was closed."))
        context?.close(promise: nil)
    }

    // MARK: - ServedConnection

    func sweep(at now: NIODeadline) {
        let waiting = context.map { isWritable ? 0 : Self.bufferedOutput(of: $0.channel) } ?? 0
        if clock.isStalled(waiting: waiting, at: now, timeout: configuration.writeStallTimeout) {
            finish(.init(.unresponsive, processing: .unknown, detail: "The peer reads nothing."))
            return close()
        }
        if isBodyAwaited, clock.bodyIsSlow(at: now, configuration: configuration) {
            return reject(HTTP1Rejection(408, "The body comes too slowly."))
        }
        guard let passed = clock.passed(at: now) else { return }
        switch passed {
        case .head where inbound.readableBytes > 0: reject(HTTP1Rejection(408, "The head comes too slowly."))
        case .head, .idle, .end, .drainGrace: expire()
        case .answerToHalfClosed:
            finish(.init(.connectionLost, processing: .unknown, detail: "The peer closed the connection."))
            close()
        }
    }

    /// Whether it is the peer that keeps the request waiting.
    private var isBodyAwaited: Bool {
        guard case .exchange = phase, let current, !current.requestEnded, !current.awaitsContinue else { return false }
        if case .tunnel = bodyReader { return false }
        return current.unconsumed < configuration.streamWindow
    }

    /// An end without a word: nothing of a request has come.
    private func expire() {
        switch phase {
        case .head: closeAfterFlush()
        case .exchange: break
        case .lingering, .closed: close()
        }
    }

    private static func bufferedOutput(of channel: any Channel) -> Int {
        // A channel that cannot tell (an embedded one) is taken for one that never stalls.
        (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    func beginDrain() {
        isDraining = true
        guard case .head = phase, inbound.readableBytes == 0 else { return }
        clock.expect(within: configuration.http1.drainGrace, .drainGrace)
    }

    func abort() {
        finish(.init(.shuttingDown, processing: .unknown, detail: "The drain's limit has passed."))
        close()
    }
}
