import HTTPTypes
import Logging
import MeshTransport
import NIOCore

@testable import MeshRuntime

/// Serves an API on a socket, and takes who calls it by its name in the mesh for the service reporting, as mutual TLS would
/// prove it.
struct MeshHandler: RequestHandler {
    /// The service's name in the mesh.
    let name: String
    private let handler: RouterRequestHandler

    init(_ name: String, _ api: API, environment: RequestEnvironment) {
        self.name = name
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
                peerIdentity: "spiffe://orrery/service/reporting")
        }
        await handler.handle(request, writer)
    }
}
