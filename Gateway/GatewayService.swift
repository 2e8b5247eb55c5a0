import Logging
package import MeshRuntime
import MeshTransport
import NIOCore
import ServiceLifecycle

/// The gateway as a service of the mesh.
///
/// It has two servers: the mesh's own, which every service has (health and metrics, for the supervisor), and the edge,
/// where clients are served. On shutdown the edge takes connections until the other has ended, then finishes what is
/// open.
package struct GatewayService: MeshService {
    package let api = API(title: "Gateway", version: "1")
    package let checks: [HealthCheck]
    private let edge: Edge
    private let server: HTTPServer
    private let health: HealthState
    private let drainLimit: Duration

    /// Puts it together and listens; what connects is served once it runs.
    ///
    /// - Parameters:
    ///   - reload: How the configuration is read again.
    /// - Throws: `TLSMaterial.Failure`, `HTTPServer.Failure`: what the gateway cannot start with.
    package init(
        _ configuration: GatewayConfiguration, runtime: Runtime, reload: ConfigurationReload? = nil
    ) async throws {
        let registry = runtime.registry
        edge = Edge(
            configuration,
            on: Edge.Foundation(
                group: runtime.group, endpoints: runtime.endpoints, security: { runtime.security(for: $0) },
                traceSampling: runtime.common.traceSampling, logger: runtime.logger, report: { registry.count($0) }),
            reload: reload)
        checks = [edge.check]
        health = HealthState(checks: checks)
        // Open requests were given the whole limit; the mesh's own server, which ends before, has used a part of it.
        drainLimit = max(runtime.common.drainLimit / 2, runtime.common.drainLimit - .seconds(2))
        let own = LocalAPI(
            api, environment: RequestEnvironment(clock: runtime.clock), health: health, runtime: runtime)
        var limits = HTTPServerConfiguration()
        // Each service limits its own bodies; what is in flight is bounded by flow control.
        limits.bodyLimit = nil
        server = HTTPServer(
            configuration: limits, listeners: Self.listeners(configuration, runtime),
            tls: try Self.tls(configuration, runtime),
            group: runtime.group, logger: runtime.logger, acceptor: edge.acceptor(own: own.acceptor))
        try await server.bind()
        runtime.logger.info(
            "Serving clients", metadata: ["addresses": .array(server.boundAddresses.map { .string("\($0)") })])
    }

    private static func listeners(_ configuration: GatewayConfiguration, _ runtime: Runtime) -> [Listener] {
        let given = runtime.inheritedSockets.filter { $0.name == Runtime.publicSocket }
        return given.isEmpty ? [.bind(configuration.host, port: configuration.port)] : given.map(\.listener)
    }

    private static func tls(_ configuration: GatewayConfiguration, _ runtime: Runtime) throws -> ServerTLS? {
        guard let certificate = configuration.certificate, let key = configuration.key else { return nil }
        return .edge(try TLSMaterial(certificate: certificate, key: key, logger: runtime.logger))
    }

    /// Serves clients and follows the configuration until a graceful shutdown.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await edge.follow() }
            group.addTask {
                try await withGracefulShutdownHandler {
                    try await server.run()
                } onGracefulShutdown: {
                    health.beginDrain()
                    server.beginDrain(limit: drainLimit)
                }
            }
            try await group.waitForAll()
        }
        try await edge.close()
    }
}
