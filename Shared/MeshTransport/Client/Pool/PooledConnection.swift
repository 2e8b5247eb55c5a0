import MeshCore

/// One connection of a pool, from its first packet to its end, and the watch over whether its peer lives.
final class PooledConnection {
    enum Phase {
        case connecting
        case ready
        case draining
        case closed
    }

    private(set) var phase = Phase.connecting
    /// When it became ready; nil before.
    private(set) var readyAt: MonotonicInstant?
    /// The pool, until the connection is closed.
    private var pool: EndpointPool?
    private var attempt: ConnectionAttempt?
    private var session: (any ClientSession)?
    private var liveness: LivenessCheck
    private let timers: LoopTimers
    /// Whether an exchange was opened since the last look, and the last look at which it was in use.
    private var isUsed = false
    private var lastUsedAt: MonotonicInstant
    private var look: LoopTimers.Token?

    init(pool: EndpointPool, liveness: LivenessPolicy, timers: LoopTimers) {
        self.pool = pool
        self.timers = timers
        lastUsedAt = timers.now
        self.liveness = LivenessCheck(liveness)
    }

    /// Starts to connect.
    func connect(to endpoint: Endpoint, with connector: any ClientConnector) {
        attempt = connector.connect(to: endpoint, observer: self)
    }

    /// How many more exchanges may be opened on it now.
    var availableExchanges: Int {
        guard case .ready = phase, let session else { return 0 }
        return session.availableExchanges
    }

    var openExchanges: Int { session?.openExchanges ?? 0 }

    /// Sends a request's head on it.
    ///
    /// - Throws: When it takes no request now; nothing was sent then.
    func open(
        head: HeaderBlock, end: ExchangeEnd, delegate: any ExchangeDelegate
    ) throws(ExchangeFailure) -> any Exchange {
        guard case .ready = phase, let session else {
            throw ExchangeFailure(.connectFailed, processing: .none, detail: "the connection is not ready")
        }
        let exchange = try session.open(head: head, end: end, delegate: delegate)
        isUsed = true
        if let delay = liveness.exchangeOpened() { lookAgain(after: delay) }
        return exchange
    }

    /// Takes no further requests and ends when those that are open are done.
    func drain() {
        switch phase {
        case .connecting: close(ExchangeFailure(.shuttingDown, processing: .none))
        case .ready:
            phase = .draining
            session?.drain()
        case .draining: session?.drain()
        case .closed: break
        }
    }

    /// Ends it at once; its exchanges fail.
    func close(_ failure: ExchangeFailure) {
        switch phase {
        case .connecting: attempt?.cancel(failure)
        case .ready, .draining: session?.close(failure)
        case .closed: break
        }
    }

    private func lookAgain(after delay: Duration) {
        if let look { timers.cancel(look) }
        look = timers.schedule(self, at: timers.now.advanced(by: delay))
    }
}

extension PooledConnection: ClientSessionObserver {
    func sessionBecameReady(_ session: any ClientSession) {
        self.session = session
        attempt = nil
        phase = .ready
        readyAt = timers.now
        lookAgain(after: LivenessCheck.interval)
        pool?.connectionBecameReady(self)
    }

    func sessionIsDraining(_ session: any ClientSession) {
        guard case .ready = phase else { return }
        phase = .draining
        pool?.connectionIsDraining(self)
    }

    func sessionRegainedExchanges(_ session: any ClientSession) {
        guard case .ready = phase else { return }
        pool?.connectionRegainedExchanges(self)
    }

    func sessionClosed(_ failure: ExchangeFailure) {
        let lastPhase = phase
        phase = .closed
        session = nil
        attempt = nil
        if let look { timers.cancel(look) }
        look = nil
        let pool = pool
        self.pool = nil
        pool?.connectionClosed(self, after: lastPhase, failure)
    }
}

extension PooledConnection: LoopTimerTarget {
    func timerFired() {
        look = nil
        guard let session else { return }
        let now = timers.now
        if isUsed || session.openExchanges > 0 {
            isUsed = false
            lastUsedAt = now
        } else {
            pool?.connectionIsIdle(self, since: lastUsedAt, at: now)
        }
        switch liveness.looked(received: session.receivedByteCount, hasExchanges: session.openExchanges > 0) {
        case .look(let delay): lookAgain(after: delay)
        case .ping(let delay):
            session.ping()
            lookAgain(after: delay)
        case .giveUp:
            session.close(
                ExchangeFailure(.unresponsive, processing: .unknown, detail: "the peer gave no sign of life"))
        }
    }
}
