import Logging
import MeshTransport
package import ServiceLifecycle

/// A service as it runs in this process: its server, the work beside it, and the ties to the mesh, with one life.
///
/// On shutdown the instance is unready at once; its server finishes what is open, up to the limit; then the work beside
/// it ends; then the ties.
package struct ServiceHost: Sendable {
    package let runtime: Runtime
    package let health: HealthState
    private let service: any MeshService
    private let server: HTTPServer

    /// Puts a service on a server; nothing listens yet.
    package init(_ service: any MeshService, runtime: Runtime) {
        self.runtime = runtime
        self.service = service
        health = HealthState(checks: service.checks, logger: runtime.logger)
        let environment = RequestEnvironment(
            authenticator: service.authenticator ?? runtime.authenticator, idempotency: service.idempotency,
            clock: runtime.clock)
        let api = LocalAPI(service.api, environment: environment, health: health, runtime: runtime)
        // Behind a mesh of few peers the limits that guard against strangers would only hurt.
        var limits = HTTPServerConfiguration.mesh
        limits.bodyLimit = runtime.common.bodyLimit
        server = HTTPServer(
            configuration: limits, listeners: runtime.meshListeners, tls: runtime.meshTLS, group: runtime.group,
            logger: runtime.logger, acceptor: api.acceptor)
    }

    /// Listens; what connects is served once the services run.
    ///
    /// - Returns: The port of the first TCP socket; nil when there is none.
    /// - Throws: `HTTPServer.Failure`.
    package func bind() async throws -> Int? {
        try await server.bind()
        return server.port
    }

    /// What is to run, in the order in which it starts; it ends in the reverse.
    package var services: [any Service] {
        runtime.work + [
            service, ServedTraffic(service: service, server: server, health: health, limit: runtime.common.drainLimit),
        ]
    }
}

/// The server as part of the process's life.
private struct ServedTraffic: Service {
    let service: any MeshService
    let server: HTTPServer
    let health: HealthState
    let limit: Duration

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await server.run()
        } onGracefulShutdown: {
            health.beginDrain()
            service.drainBegins()
            server.beginDrain(limit: limit)
        }
    }
}
