import MeshCore

/// The connections of one event loop to one endpoint: one at least, more when its streams run out.
///
/// Requests go only to connections that stand, so an endpoint that accepts connections and then says nothing (a stopped
/// process does) never sees one. Connections that drain finish what they carry while a new one is made beside them.
final class EndpointPool {
    let endpoint: Endpoint
    /// The endpoint's place in the balancer.
    let slot: EndpointSlot

    private(set) var isRetired = false
    private var connections: [PooledConnection] = []
    /// The pauses between connections that failed or ended soon after they were made.
    private var backoff: Backoff
    /// Such connections in a row.
    private var failures = 0
    private var pause: LoopTimers.Token?
    private let owner: Upstream
    private let connector: any ClientConnector
    private let timers: LoopTimers

    /// A connection that lived for less than this counts as failed, so that a peer which accepts and closes is left alone for a while.
    private static let settledAfter: Int64 = 1_000_000_000

    init(
        endpoint: Endpoint, slot: EndpointSlot, owner: Upstream, connector: any ClientConnector, timers: LoopTimers,
        seed: UInt64
    ) {
        self.endpoint = endpoint
        self.slot = slot
        self.owner = owner
        self.connector = connector
        self.timers = timers
        backoff = Backoff(
            initial: owner.configuration.reconnectInitial, maximum: owner.configuration.reconnectMaximum, seed: seed)
    }

    /// Whether a request can be sent to it now.
    var isReady: Bool {
        for connection in connections where connection.availableExchanges > 0 { return true }
        return false
    }

    /// Whether a connection stands that takes requests, now or when others have ended.
    var isConnected: Bool {
        for connection in connections {
            if case .ready = connection.phase { return true }
        }
        return false
    }

    /// Whether a connection is being made.
    var isConnecting: Bool {
        for connection in connections {
            if case .connecting = connection.phase { return true }
        }
        return false
    }

    /// Whether a connection is being made that none failed before.
    var isFirstConnecting: Bool { failures == 0 && isConnecting }

    /// Whether nothing is left of it.
    var isEmpty: Bool { connections.isEmpty }

    /// How many connections take requests.
    var readyCount: Int {
        var count = 0
        for connection in connections {
            if case .ready = connection.phase { count += 1 }
        }
        return count
    }

    /// Sends a request's head on the first connection that takes it: few connections that are well used share their flushes.
    ///
    /// - Throws: When none takes it; nothing was sent then.
    func open(
        head: HeaderBlock, end: ExchangeEnd, delegate: any ExchangeDelegate
    ) throws(ExchangeFailure) -> any Exchange {
        var failure = ExchangeFailure(.connectFailed, processing: .none, detail: "no connection is ready")
        for connection in connections {
            let available = connection.availableExchanges
            guard available > 0 else { continue }
            do throws(ExchangeFailure) {
                let exchange = try connection.open(head: head, end: end, delegate: delegate)
                if available == 1, !isReady { ranFull() }
                return exchange
            } catch {
                failure = error
            }
        }
        throw failure
    }

    /// Makes a connection unless one stands or is being made, or the last failure was too short ago.
    func ensureConnection() {
        guard !isRetired, pause == nil else { return }
        for connection in connections {
            switch connection.phase {
            case .connecting, .ready: return
            case .draining, .closed: continue
            }
        }
        connect()
    }

    /// Takes no new requests: the endpoint has left the table. Connections end when their last exchange has.
    func retire() {
        guard !isRetired else { return }
        isRetired = true
        stopPause()
        for connection in connections { connection.drain() }
    }

    /// Ends everything at once.
    func close(_ failure: ExchangeFailure) {
        isRetired = true
        stopPause()
        for connection in connections { connection.close(failure) }
    }

    private func stopPause() {
        if let pause { timers.cancel(pause) }
        pause = nil
    }

    private func connect() {
        let connection = PooledConnection(pool: self, liveness: owner.configuration.liveness, timers: timers)
        connections.append(connection)
        connection.connect(to: endpoint, with: connector)
    }

    /// The last place on its connections is taken: another connection is made, up to the limit.
    private func ranFull() {
        guard !isRetired, !isConnecting, connections.count < owner.configuration.connectionsPerEndpoint else { return }
        connect()
    }

    private func reconnect() {
        guard !isRetired, pause == nil else { return }
        guard failures > 0 else { return ensureConnection() }
        pause = timers.schedule(self, at: timers.now.advanced(by: backoff.next()))
    }

    /// A connection that ends soon after it was made counts as failed, so that a peer which accepts and closes is left alone.
    private func judgeAge(of connection: PooledConnection) {
        guard let readyAt = connection.readyAt else { return }
        if readyAt.nanoseconds(to: timers.now) < Self.settledAfter {
            failures += 1
        } else {
            failures = 0
            backoff.reset()
        }
    }
}

// What its connections tell.
extension EndpointPool {
    func connectionBecameReady(_ connection: PooledConnection) {
        guard !isRetired else { return connection.drain() }
        owner.poolChanged(self)
    }

    func connectionRegainedExchanges(_ connection: PooledConnection) {
        owner.poolChanged(self)
    }

    /// A connection that was made for a rush is let go when the rush is long over.
    func connectionIsIdle(_ connection: PooledConnection, since lastUse: MonotonicInstant, at now: MonotonicInstant) {
        guard case .ready = connection.phase, readyCount > 1 else { return }
        if lastUse.duration(to: now) >= owner.configuration.surplusIdle { connection.drain() }
    }

    func connectionIsDraining(_ connection: PooledConnection) {
        judgeAge(of: connection)
        if owner.configuration.isEager { reconnect() }
        owner.poolChanged(self)
    }

    func connectionClosed(
        _ connection: PooledConnection, after phase: PooledConnection.Phase, _ failure: ExchangeFailure
    ) {
        connections.removeAll { $0 === connection }
        switch phase {
        case .connecting: failures += 1
        case .ready: judgeAge(of: connection)
        case .draining, .closed: break
        }
        if owner.configuration.isEager { reconnect() }
        owner.poolChanged(self)
        if case .connecting = phase { owner.connectFailed(self, failure) }
    }
}

extension EndpointPool: LoopTimerTarget {
    func timerFired() {
        pause = nil
        ensureConnection()
    }
}
