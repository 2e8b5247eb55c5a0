import HTTPTypes
import Logging
import MeshTransport
import NIOCore

@testable import MeshRuntime

/// Serves an API on a socket, and takes who calls it by its name in the mesh for a service of the mesh, as mutual TLS would prove
/// it.
struct MeshHandler: RequestHandler {
    /// The service's name in the mesh.
    let name: String
    private let caller: String
    private let handler: RouterRequestHandler

    /// - Parameter caller: The service that calls.
    init(_ name: String, _ api: API, environment: RequestEnvironment, caller: String = "reporting") {
        self.name = name
        self.caller = caller
        let logger = Logger(label: "test")
        handler = RouterRequestHandler(
            pipeline: RequestPipeline(
                responder: api.responder(environment: environment),
                metrics: RequestMetrics(registry: MetricsRegistry()), tracer: MeshTracer(sampling: 0, logger: logger),
                logger: logger, logged: .none))
    }

    func handle(_ request: consuming ServerRequest, _ writer: ResponseWriter) async {
        var request = request
        if request.head.authority == name {
            request.connection = ConnectionDescription(
                version: .http2, remoteAddress: request.connection.remoteAddress,
                peerIdentity: "spiffe://orrery/service/\(caller)")
        }
        await handler.handle(request, writer)
    }
}
