package import MeshCore
package import NIOCore

/// One service as one event loop sees it: its endpoints, who of them is well, and the requests on their way to them.
///
/// It belongs to its loop: every member is used there only, nothing in it is locked, and only a changed list of
/// endpoints comes from outside. It is kept alive by its connections until ``shutDown()``.
package final class Upstream {
    package let service: String
    package let eventLoop: any EventLoop
    package let configuration: UpstreamConfiguration
    let timers: LoopTimers
    package private(set) var counts = UpstreamCounts()

    private let connector: any ClientConnector
    private var balancer: Balancer
    private var outliers: OutlierDetector
    private var budget: RetryBudget
    private var random: SplitMix64
    /// By the index of the balancer's slot.
    private var pools: [EndpointPool?] = []
    /// Those that left the table and still have connections.
    private var retired: [EndpointPool] = []
    private var waiting = WaitingCalls()
    private var isDispatching = false
    private var isDispatchDue = false
    private var isShutDown = false
    private var feed: EndpointFeed?

    /// - Parameters:
    ///   - service: Its name in the endpoint table.
    ///   - timers: The loop's timers, which its upstreams share.
    ///   - connector: What makes connections on this loop.
    package init(
        service: String, eventLoop: any EventLoop, timers: LoopTimers, connector: any ClientConnector,
        configuration: UpstreamConfiguration = UpstreamConfiguration()
    ) {
        self.service = service
        self.eventLoop = eventLoop
        self.timers = timers
        self.connector = connector
        self.configuration = configuration
        random = SplitMix64(seed: configuration.seed)
        balancer = Balancer(configuration: configuration.balancer, seed: random.next())
        outliers = OutlierDetector(configuration: configuration.outliers, seed: random.next())
        budget = RetryBudget(ratio: configuration.retryRatio, minimumPerSecond: configuration.retriesPerSecond)
    }

    /// Timers that are set on its loop's wheel: one per open request with a time limit, and one per connection.
    package var timerCount: Int { timers.count }

    /// Takes its endpoints from a source from now on.
    package func follow(_ source: any EndpointSource) {
        eventLoop.preconditionInEventLoop()
        feed?.stop()
        feed = EndpointFeed(service: service, source: source, upstream: self)
    }

    /// Sends a request to one of the endpoints.
    ///
    /// The delegate is told from a later turn of the loop on. Body and trailers follow by the call when the head is not the end.
    ///
    /// - Parameters:
    ///   - head: The head, without `x-deadline-ms`: each try gets its own.
    ///   - deadline: When the whole answer must be there; nil for no such time.
    package func send(
        head: consuming HeaderBlock, end: ExchangeEnd, policy: RetryPolicy = .standard, deadline: Deadline? = nil,
        delegate: any ExchangeDelegate
    ) -> UpstreamCall {
        eventLoop.assertInEventLoop()
        let now = timers.now
        counts.requests &+= 1
        budget.requestStarted(at: now)
        let call = UpstreamCall(
            upstream: self, head: head, end: end, policy: policy, deadline: deadline, delegate: delegate, at: now)
        call.start(at: now)
        return call
    }

    /// Ends every connection and fails every request.
    package func shutDown() {
        eventLoop.preconditionInEventLoop()
        guard !isShutDown else { return }
        isShutDown = true
        feed?.stop()
        feed = nil
        let failure = ExchangeFailure(.shuttingDown, processing: .unknown, detail: "the client shuts down")
        for pool in pools { pool?.close(failure) }
        for pool in retired { pool.close(failure) }
        failWaiting(ExchangeFailure(.shuttingDown, processing: .none, detail: "the client shuts down"))
    }
}

// MARK: - Endpoints

extension Upstream {
    /// Takes the endpoints that the service has now.
    func update(_ endpoints: [Endpoint]) {
        guard !isShutDown else { return }
        let now = timers.now
        let wanted = Set(endpoints)
        for case let pool? in pools where !wanted.contains(pool.endpoint) { remove(pool) }
        let known = Set(pools.compactMap { $0?.endpoint })
        var added: [EndpointPool] = []
        for endpoint in endpoints where !known.contains(endpoint) && !added.contains(where: { $0.endpoint == endpoint })
        {
            added.append(add(endpoint, at: now))
        }
        for pool in added where configuration.isEager { pool.ensureConnection() }
        refreshAvailability(at: now)
        dispatchWaiting()
    }

    private func add(_ endpoint: Endpoint, at now: MonotonicInstant) -> EndpointPool {
        let slot = balancer.add(at: now)
        outliers.add(slot)
        let pool = EndpointPool(
            endpoint: endpoint, slot: slot, owner: self, connector: connector, timers: timers, seed: random.next())
        let index = Int(slot.index)
        while pools.count <= index { pools.append(nil) }
        pools[index] = pool
        return pool
    }

    private func remove(_ pool: EndpointPool) {
        balancer.remove(pool.slot)
        outliers.remove(pool.slot)
        pools[Int(pool.slot.index)] = nil
        retired.append(pool)
        pool.retire()
        retired.removeAll { $0.isEmpty }
    }

    /// A pool's connections changed: it may take requests now, or no longer.
    func poolChanged(_ pool: EndpointPool) {
        guard !pool.isRetired else { return retired.removeAll { $0.isEmpty } }
        let isAvailable = pool.isConnected && outliers.isUsable(pool.slot)
        // Whoever comes back is another process, or has been through something: what was measured is no longer true.
        if isAvailable, !balancer.isAvailable(pool.slot) { balancer.forget(pool.slot, at: timers.now) }
        balancer.setAvailable(isAvailable, pool.slot, at: timers.now)
        dispatchWaiting()
    }

    /// A connection could not be made.
    func connectFailed(_ pool: EndpointPool, _ failure: ExchangeFailure) {
        counts.connectFailures &+= 1
        guard !configuration.isEager, !hasReadyEndpoint else { return }
        for case let pool? in pools where pool.isConnecting { return }
        failWaiting(failure)
    }

    private func refreshAvailability(at now: MonotonicInstant) {
        for case let pool? in pools {
            balancer.setAvailable(pool.isConnected && outliers.isUsable(pool.slot), pool.slot, at: now)
        }
    }

    /// Its endpoints as they are now.
    package var endpointStatus: [EndpointStatus] {
        let now = timers.now
        return pools.compactMap { pool in
            guard let pool else { return nil }
            return EndpointStatus(
                endpoint: pool.endpoint, readyConnections: pool.readyCount,
                openRequests: balancer.pendingCount(pool.slot), latency: balancer.latency(pool.slot, at: now),
                isEjected: outliers.isEjected(pool.slot))
        }
    }

    /// How many requests wait for an endpoint.
    package var waitingCount: Int { waiting.count }

    /// Whether an endpoint would be picked now: one that is well, or any when none is.
    var hasReadyEndpoint: Bool {
        let isAnyWell = balancer.availableCount > 0
        for case let pool? in pools where pool.isReady && (!isAnyWell || balancer.isAvailable(pool.slot)) {
            return true
        }
        return false
    }

    /// Whether one that is well and was not tried takes requests, or will in a moment: it is being connected to, and has not
    /// refused.
    func hasHopefulEndpoint(besides tried: [EndpointSlot], _ current: EndpointSlot) -> Bool {
        for case let pool? in pools where pool.slot != current && !tried.contains(pool.slot) {
            if pool.isReady || pool.isFirstConnecting, outliers.isUsable(pool.slot) { return true }
        }
        return false
    }
}

// MARK: - Calls

extension Upstream {
    /// Chooses where a call goes and counts it there until ``finished(_:_:of:at:)``.
    ///
    /// An ejected endpoint whose penalty is over is given one request that can be sent again. When no endpoint is well,
    /// one that is not is better than none.
    ///
    /// - Returns: The endpoint, and whether the call is its probe; nil when none takes requests that is not excluded.
    func pick(for call: UpstreamCall, excluding tried: [EndpointSlot], at now: MonotonicInstant) -> Choice? {
        if let slot = outliers.takeProbe(at: now) {
            if let pool = pools[Int(slot.index)], pool.isReady, call.isRepeatable, !tried.contains(slot) {
                balancer.started(slot)
                return Choice(pool: pool, isProbe: true)
            }
            _ = outliers.finished(
                slot, .cancelled, isProbe: true, at: now)
        }
        if let slot = balancer.pick(excluding: tried, at: now), let pool = pools[Int(slot.index)] {
            return Choice(pool: pool, isProbe: false)
        }
        guard balancer.availableCount == 0 else { return nil }
        for case let pool? in pools where pool.isReady && !tried.contains(pool.slot) {
            balancer.started(pool.slot)
            return Choice(pool: pool, isProbe: false)
        }
        return nil
    }

    /// Takes how a try ended.
    func finished(_ choice: Choice, _ outcome: TryOutcome, startedAt: MonotonicInstant, at now: MonotonicInstant) {
        let slot = choice.pool.slot
        let elapsed = startedAt.duration(to: now)
        let (load, health) = outcome.counted(elapsed, blameAfter: configuration.blameAfter) {
            elapsed > (balancer.latency(slot, at: now) ?? .zero)
        }
        balancer.finished(slot, load, at: now)
        switch outliers.finished(slot, health, isProbe: choice.isProbe, at: now) {
        case .unchanged: break
        case .ejected:
            counts.ejections &+= 1
            refreshAvailability(at: now)
        case .restored:
            balancer.forget(slot, at: now)
            refreshAvailability(at: now)
        }
        // What was not sent has freed no place.
        if case .notSent = outcome { return }
        if waiting.count > 0 { dispatchSoon() }
    }

    /// Asks the retry budget for one retry.
    func chargeRetry() -> Bool {
        let isAllowed = budget.withdraw(at: timers.now)
        if !isAllowed { counts.retriesRefused &+= 1 }
        return isAllowed
    }

    func countRetry() {
        counts.retries &+= 1
    }

    /// How long to wait before an endpoint is tried again that failed.
    func retryPause(afterTries tries: Int) -> Duration {
        let doubled =
            Double(configuration.retryInitial.nanoseconds) * Double(UInt64(1) << UInt64(min(max(tries - 1, 0), 20)))
        let bound = min(doubled, Double(configuration.retryMaximum.nanoseconds))
        return .nanoseconds(Int64(bound * random.unit()))
    }

    /// Takes a call into the queue.
    ///
    /// - Returns: Whether there was room.
    func enqueue(_ call: UpstreamCall) -> Bool {
        guard !isShutDown, waiting.append(call, limit: configuration.waitingCalls) else { return false }
        counts.waits &+= 1
        if !configuration.isEager {
            for case let pool? in pools { pool.ensureConnection() }
        }
        return true
    }

    /// A call that waited has given up.
    func leaveQueue() {
        waiting.callLeft()
    }

    private func failWaiting(_ failure: ExchangeFailure) {
        for _ in 0..<waiting.count { waiting.popFirst()?.waitFailed(failure) }
    }

    private func dispatchSoon() {
        guard !isDispatchDue else { return }
        isDispatchDue = true
        // Runs on this loop, to which everything here is confined.
        let upstream = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.execute {
            upstream.value.isDispatchDue = false
            upstream.value.dispatchWaiting()
        }
    }

    /// Sends waiting calls as long as an endpoint takes them, each once at most.
    private func dispatchWaiting() {
        guard waiting.count > 0, !isDispatching else { return }
        isDispatching = true
        defer { isDispatching = false }
        let now = timers.now
        for _ in 0..<waiting.count {
            guard hasReadyEndpoint, let call = waiting.popFirst() else { return }
            call.dispatch(at: now)
        }
    }
}
