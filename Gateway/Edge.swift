package import Logging
import MeshCore
package import MeshRuntime
package import MeshTransport
package import NIOCore
import ServiceLifecycle
import Synchronization
import UnixSignals

/// What clients meet: the proxy, the document of all services, and the routes, which it follows while it runs.
package final class Edge: Sendable {
    /// What it stands on.
    package struct Foundation: Sendable {
        package var group: any EventLoopGroup
        /// Where services are, unless the configuration says it.
        package var endpoints: any EndpointSource
        /// How connections to a service are secured; nil for plain text.
        package var security: @Sendable (_ service: String) -> ChannelSecurity?
        package var traceSampling: Double
        package var logger: Logger
        /// Takes what was counted of requests.
        package var report: @Sendable (CountedRequests) -> Void

        package init(
            group: any EventLoopGroup, endpoints: any EndpointSource,
            security: @escaping @Sendable (_ service: String) -> ChannelSecurity? = { _ in nil },
            traceSampling: Double = 0,
            logger: Logger, report: @escaping @Sendable (CountedRequests) -> Void
        ) {
            self.group = group
            self.endpoints = endpoints
            self.security = security
            self.traceSampling = traceSampling
            self.logger = logger
            self.report = report
        }
    }

    /// How often the configuration's file is looked at: soon enough for people, and no load.
    private static let watchInterval = Duration.milliseconds(500)

    private let foundation: Foundation
    private let endpoints: OverlaidEndpointSource
    private let documents: ServiceDocuments
    private let document: MergedDocument
    private let proxyConfiguration: ProxyConfiguration
    private let reload: ConfigurationReload?
    private let applied: Mutex<GatewayConfiguration>
    private let proxy = Mutex<GatewayProxy?>(nil)

    /// - Parameters:
    ///   - reload: How the configuration is read again; nil when it never changes.
    package init(_ configuration: GatewayConfiguration, on foundation: Foundation, reload: ConfigurationReload? = nil) {
        self.foundation = foundation
        self.reload = reload
        applied = Mutex(configuration)
        endpoints = OverlaidEndpointSource(configuration.upstreams, over: foundation.endpoints)
        var proxyConfiguration = ProxyConfiguration()
        proxyConfiguration.trusted = configuration.trusted
        proxyConfiguration.security = foundation.security
        proxyConfiguration.upstream.waitLimit = configuration.upstreamWait
        proxyConfiguration.traceSampling = foundation.traceSampling
        self.proxyConfiguration = proxyConfiguration
        documents = ServiceDocuments(source: endpoints, group: foundation.group) { service in
            var client = ClientConfiguration()
            client.security = foundation.security(service)
            return client
        }
        document = MergedDocument(
            documents, endpoints: endpoints, routes: configuration.routes, logger: foundation.logger)
    }

    /// What the server gives its requests to; asked for once.
    ///
    /// - Parameter own: Takes health and metrics, as in every service.
    package func acceptor(own: @escaping ExchangeAcceptor) -> ExchangeAcceptor {
        let document = TaskAcceptor(DocumentHandler(document)).acceptor
        let proxy = GatewayProxy(
            group: foundation.group, source: endpoints, routes: applied.withLock { $0.routes },
            configuration: proxyConfiguration, logger: foundation.logger,
            own: { exchange, head, end in
                Self.asksForDocument(head) ? document(exchange, head, end) : own(exchange, head, end)
            }, report: foundation.report)
        self.proxy.withLock { $0 = proxy }
        return proxy.acceptor
    }

    private static func asksForDocument(_ head: HeaderBlock) -> Bool {
        head.first(":path")?.prefix { $0 != UInt8(ascii: "?") }.elementsEqual("/openapi.json".utf8) ?? false
    }

    /// Whether it is known where services are. It is asked live: the gateway is ready with the first endpoint table, and
    /// requests that come before a connection stands wait for one.
    package var check: HealthCheck {
        HealthCheck("endpoints", pace: .live) { [self] in
            let isListed = applied.withLock { !$0.upstreams.isEmpty || $0.routes.routes.isEmpty }
            guard isListed || !endpoints.current.services.isEmpty else { throw NotReady.endpointsUnknown }
        }
    }

    /// Why requests would go nowhere yet.
    package enum NotReady: Error {
        case endpointsUnknown
    }

    // MARK: The configuration

    /// Follows the configuration until a graceful shutdown or the task's cancellation.
    package func follow() async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { await self.followSignals() }
                group.addTask { await self.followFile() }
                await group.waitForAll()
            }
        }
    }

    /// Ends the connections to services; requests that are open fail.
    package func close() async throws {
        try await documents.shutDown()
        try await proxy.withLock { $0 }?.shutDown()
    }

    private func followSignals() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup) { await readAgain() }
    }

    private func followFile() async {
        guard let path = reload?.path else { return }
        var stamp = FileStamp(path: path)
        while !Task.isCancelled {
            // Cancelled is what ends the loop.
            try? await Task.sleep(for: Self.watchInterval)
            let now = FileStamp(path: path)
            guard now != stamp, !Task.isCancelled else { continue }
            stamp = now
            await readAgain()
        }
    }

    /// Takes what is in the file now; what cannot be read, or is faulty, changes nothing.
    private func readAgain() async {
        guard let reload else { return }
        do {
            try await apply(reload.read())
            foundation.logger.info(
                "Took new routes", metadata: ["routes": .stringConvertible(applied.withLock { $0.routes.routes.count })]
            )
        } catch {
            foundation.logger.error(
                "Kept the routes: the configuration is faulty", metadata: ["error": .string("\(error)")])
        }
    }

    /// Takes new routes and upstreams. What else is in a configuration holds from the next start on.
    package func apply(_ configuration: GatewayConfiguration) async throws {
        applied.withLock { $0 = configuration }
        endpoints.apply(configuration.upstreams)
        await document.apply(configuration.routes)
        try await proxy.withLock { $0 }?.apply(configuration.routes)
    }
}
