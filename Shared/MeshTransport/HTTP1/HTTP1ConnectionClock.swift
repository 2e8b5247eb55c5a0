import NIOCore

/// The time limits of one HTTP/1.1 connection: what it waits for now, since when, and how its bodies get on.
///
/// A limit counts from the first sweep that finds its thing awaited, so a request sets no timer and reads no clock.
struct HTTP1ConnectionClock {
    /// What is awaited.
    enum Awaited {
        /// The rest of a head.
        case head
        /// Another request on a kept connection.
        case idle
        /// The same, during a drain.
        case drainGrace
        /// The answer to a peer that has closed its side.
        case answerToHalfClosed
        /// The end of a connection that has its last answer.
        case end
    }

    private var awaited: Awaited?
    private var limit = Duration.zero
    private var deadline: NIODeadline?
    private var bodySince: NIODeadline?
    private var bodyOctets = 0
    private var stalledSince: NIODeadline?
    private var stalledWaiting = 0
    /// Whether the one empty line that may come before a request line was skipped.
    var skippedEmptyLine = false

    /// Something must come within this time.
    mutating func expect(within limit: Duration, _ what: Awaited) {
        awaited = what
        self.limit = limit
        deadline = nil
    }

    /// The first octets of a head came, or more of them: the limit runs from the first.
    mutating func headBegan(within limit: Duration) {
        switch awaited {
        case .idle, .drainGrace, nil: expect(within: limit, .head)
        case .head, .answerToHalfClosed, .end: break
        }
    }

    /// A head is whole. The handler's time is the handler's own; the body's is watched from here.
    mutating func exchangeBegan() {
        awaited = nil
        bodySince = nil
        bodyOctets = 0
    }

    mutating func requestEnded() { bodySince = nil }

    mutating func received(_ octets: Int) { bodyOctets += octets }

    /// The peer was held back by us; the time does not count against it.
    mutating func readingResumed() {
        bodySince = nil
        bodyOctets = 0
    }

    mutating func tunnelOpened() { exchangeBegan() }

    /// What is overdue.
    mutating func passed(at now: NIODeadline) -> Awaited? {
        guard let awaited else { return nil }
        guard let deadline else {
            self.deadline = now + TimeAmount(limit)
            return nil
        }
        return now >= deadline ? awaited : nil
    }

    /// Whether a body that is wanted comes slower than the configuration allows. Its time counts from the first sweep
    /// that finds it wanted.
    mutating func bodyIsSlow(at now: NIODeadline, configuration: HTTPServerConfiguration) -> Bool {
        guard let since = bodySince else {
            bodySince = now
            bodyOctets = 0
            return false
        }
        let elapsed = now - since
        guard elapsed >= TimeAmount(configuration.bodyIdleTimeout) else { return false }
        let needed = Double(configuration.minimumBodyRate) * Double(elapsed.nanoseconds) / 1e9
        if Double(bodyOctets) < needed { return true }
        // Each interval is judged for itself, so that a fast beginning does not pay for a slow end.
        bodySince = now
        bodyOctets = 0
        return false
    }

    /// Whether output waits of which the peer has taken nothing for the whole timeout.
    mutating func isStalled(waiting: Int, at now: NIODeadline, timeout: Duration) -> Bool {
        guard waiting > 0 else {
            stalledSince = nil
            return false
        }
        guard let since = stalledSince, waiting >= stalledWaiting else {
            stalledSince = now
            stalledWaiting = waiting
            return false
        }
        return now - since >= TimeAmount(timeout)
    }
}
