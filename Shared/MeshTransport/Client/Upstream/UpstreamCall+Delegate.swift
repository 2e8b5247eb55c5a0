import MeshCore
package import NIOCore

// What the try that goes on, and the clock, tell a call.
extension UpstreamCall: ExchangeDelegate {
    package func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {
        let status = head.status ?? 0
        if status < 200 {
            delegate?.exchange(self, receivedHead: head, end: .more)
            return
        }
        let now = upstream.timers.now
        self.status = status
        answeredAt = now
        if status >= 500 || status == 429 { retryAfter = head.retryAfter }
        if shouldAskAnother(at: now), let choice {
            if case .more = end { exchange.reset(.cancelled) }
            upstream.finished(
                choice, .answered(status: status, retryAfter: retryAfter), startedAt: tryStartedAt, at: now)
            leave(choice, .answered(status: status))
            return tryAgain(at: now)
        }
        phase = .answering
        phaseEnd = MonotonicInstant(nanoseconds: .max)
        replay.giveUp()
        switch end {
        case .more: delegate?.exchange(self, receivedHead: head, end: .more)
        case .last: answerEnded()?.exchange(self, receivedHead: head, end: .last)
        }
    }

    package func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {
        switch end {
        case .more: delegate?.exchange(self, receivedBody: body, end: .more)
        case .last: answerEnded()?.exchange(self, receivedBody: body, end: .last)
        }
    }

    package func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {
        answerEnded()?.exchange(self, receivedTrailers: trailers)
    }

    package func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {
        tryFailed(failure, at: upstream.timers.now)
    }

    package func exchangeBecameWritable(_ exchange: any Exchange) {
        delegate?.exchangeBecameWritable(self)
    }
}

extension UpstreamCall: LoopTimerTarget {
    package func timerFired() {
        timer = nil
        let now = upstream.timers.now
        if let deadline, deadline.hasPassed(at: now) {
            if case .waiting = phase { upstream.leaveQueue() }
            return passDeadline(at: now)
        }
        guard phaseEnd <= now else { return arm() }
        switch phase {
        case .waiting:
            upstream.leaveQueue()
            fail(lastFailure ?? ExchangeFailure(.noEndpoint, processing: .none, detail: "no endpoint took the request"))
        case .pausing: dispatch(at: now)
        case .open: tryTimedOut(at: now)
        case .starting, .answering, .over: break
        }
    }
}
