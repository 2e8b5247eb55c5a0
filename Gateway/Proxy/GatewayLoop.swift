import Logging
import MeshCore
import MeshTransport
import NIOCore

/// The gateway on one event loop: its routes, its connections to services, its counters. Nothing here is shared or
/// locked.
final class GatewayLoop {
    let eventLoop: any EventLoop
    let logger: Logger
    private let configuration: ProxyConfiguration
    private let source: any EndpointSource
    private let timers: LoopTimers
    private let own: ExchangeAcceptor
    private let report: @Sendable (CountedRequests) -> Void
    private var rewriter: RequestRewriter
    private var random = SplitMix64(seed: .random(in: .min ... .max))
    private var table = RouteTable()
    private var routes: [LoopRoute] = []
    private var upstreams: [String: Upstream] = [:]
    private var reporting: RepeatedTask?
    private let unrouted: RouteCounters

    /// - Parameters:
    ///   - own: Takes the requests for the gateway itself.
    ///   - report: Takes what a route has counted.
    init(
        eventLoop: any EventLoop, configuration: ProxyConfiguration, source: any EndpointSource, logger: Logger,
        own: @escaping ExchangeAcceptor, report: @escaping @Sendable (CountedRequests) -> Void
    ) {
        self.eventLoop = eventLoop
        self.configuration = configuration
        self.source = source
        self.logger = logger
        self.own = own
        self.report = report
        timers = LoopTimers(eventLoop: eventLoop)
        rewriter = RequestRewriter(sampling: configuration.traceSampling, seed: .random(in: .min ... .max))
        unrouted = RouteCounters(route: "")
    }

    /// The time on the loop's clock.
    var now: MonotonicInstant { timers.now }

    // MARK: Routes

    /// Takes new routes. Requests that are on their way go on as they began.
    func apply(_ table: RouteTable) {
        reportCounts()
        let wanted = Set(table.services)
        for (service, upstream) in upstreams where !wanted.contains(service) {
            // A service that is no longer routed to: its open requests end, as its connections do.
            upstream.shutDown()
            upstreams[service] = nil
        }
        routes = table.routes.map { route in
            LoopRoute(route, upstream: upstream(of: route.service), counters: RouteCounters(route: route.prefix))
        }
        self.table = table
    }

    private func upstream(of service: String) -> Upstream {
        if let known = upstreams[service] { return known }
        let connector = SocketConnector(
            eventLoop: eventLoop, timeout: configuration.upstream.connectTimeout, http2: configuration.http2,
            security: configuration.security(service))
        let upstream = Upstream(
            service: service, eventLoop: eventLoop, timers: timers, connector: connector,
            configuration: configuration.upstream)
        upstream.follow(source)
        upstreams[service] = upstream
        return upstream
    }

    /// Ends all connections to services.
    func shutDown() {
        reporting?.cancel()
        reporting = nil
        reportCounts()
        for upstream in upstreams.values { upstream.shutDown() }
        upstreams = [:]
    }

    // MARK: Requests

    /// Takes a request.
    func accept(_ exchange: any Exchange, _ head: HeaderBlock, _ end: ExchangeEnd) -> any ExchangeDelegate {
        let connection = exchange.connection
        let client = PeerAddress(connection.remoteAddress)
        let isTrusted = configuration.trusted.contains(client)
        let fields = RequestFields(head, isTrusted: isTrusted)
        guard let methodField = fields.method else { return refuse(.noRoute, exchange, head, .other, end) }
        let method = RequestMethod(methodField, in: head)
        guard let pathField = fields.path else {
            return refuse(method == .connect ? .plainConnect : .noRoute, exchange, head, method, end)
        }
        let target = head.value(of: pathField)
        let path = target.prefix { $0 != UInt8(ascii: "?") }
        if RequestPath.hasDotSegment(path) { return refuse(.dotSegments, exchange, head, method, end) }
        let position: Int
        switch table.match(path) {
        case .route(let place): position = place
        case .own: return own(exchange, head, end)
        case nil: return refuse(.noRoute, exchange, head, method, end)
        }
        if method == .connect, fields.tunnel == nil { return refuse(.plainConnect, exchange, head, method, end) }
        let route = routes[position]
        let now = timers.now
        let deadline = deadline(head, fields, route, isTunnel: method == .connect, at: now)
        if let deadline, deadline.hasPassed(at: now) { return refuse(.deadlinePassed, exchange, head, method, end) }
        let rewritten = rewriter.rewrite(head, fields, connection: connection, client: client, isTrusted: isTrusted)
        let request = ProxiedRequest(
            downstream: exchange, method: method, end: end, route: route, loop: self, at: now)
        ensureReporting()
        request.start(rewritten, policy: method == .connect ? route.tunnelPolicy : route.policy, deadline: deadline)
        return request
    }

    /// The caller's deadline, but not later than the route allows. A tunnel has none of the route's.
    private func deadline(
        _ head: HeaderBlock, _ fields: RequestFields, _ route: LoopRoute, isTunnel: Bool, at now: MonotonicInstant
    ) -> Deadline? {
        let allowed = isTunnel ? nil : route.timeout.map { Deadline(now.advanced(byNanoseconds: $0)) }
        guard let field = fields.deadline, let asked = Deadline(headerValue: head.value(of: field), now: now) else {
            return allowed
        }
        return asked.earlier(of: allowed)
    }

    private func refuse(
        _ answer: GatewayAnswer, _ exchange: any Exchange, _ head: HeaderBlock, _ method: RequestMethod,
        _ end: ExchangeEnd
    ) -> any ExchangeDelegate {
        unrouted.record(status: answer.problem.status, method: method, nanoseconds: 0)
        ensureReporting()
        let path = head.string(":path").map { String($0.prefix { $0 != "?" }.prefix(256)) }
        answer.send(
            on: exchange, isHead: method == .head, isRequestComplete: end == .last,
            traceID: RequestTrace.idOrNew(in: head, using: &random),
            path: path)
        return DiscardingDelegate.shared
    }

    // MARK: Counts

    /// An idle gateway has no timer.
    private func ensureReporting() {
        guard reporting == nil else { return }
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let interval = TimeAmount.nanoseconds(configuration.metricsInterval.nanoseconds)
        reporting = eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            bound.value.reportOrRest()
        }
    }

    private func reportOrRest() {
        guard unrouted.isEmpty, routes.allSatisfy({ $0.counters.isEmpty }) else { return reportCounts() }
        reporting?.cancel()
        reporting = nil
    }

    /// Hands what was counted to whoever exposes it.
    func reportCounts() {
        for counters in routes.map(\.counters) + [unrouted] where !counters.isEmpty {
            for counted in counters.drain() { report(counted) }
        }
    }
}
