import MeshCore
package import MeshTransport
import NIOCore

/// An API as it is served by this process: its operations with those of the runtime, and what happens around each
/// request.
package struct LocalAPI: Sendable {
    private let handler: RouterRequestHandler

    /// Puts an API on the runtime.
    ///
    /// - Parameters:
    ///   - api: The service's own operations.
    ///   - environment: What they share.
    ///   - health: What `/health/ready` tells.
    package init(_ api: API, environment: RequestEnvironment, health: HealthState, runtime: Runtime) {
        var api = api
        let document = ByteBuffer(bytes: OpenAPIDocument(api).json.utf8)
        RuntimeRoutes(
            service: runtime.service, instance: runtime.common.instance, version: runtime.version, health: health,
            registry: runtime.registry, document: document
        ).add(to: &api)
        handler = RouterRequestHandler(
            pipeline: RequestPipeline(
                responder: api.responder(environment: environment), metrics: RequestMetrics(registry: runtime.registry),
                tracer: runtime.tracer, logger: runtime.logger, logged: runtime.common.logRequests))
    }

    /// What a server calls for each request.
    package var acceptor: ExchangeAcceptor { TaskAcceptor(handler).acceptor }
}
