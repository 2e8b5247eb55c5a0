import HTTPTypes
import Logging
import MeshTransport
import NIOCore

@testable import MeshRuntime

/// Serves an API on a socket, and takes who calls it by its name in the mesh for a service, as mutual TLS would prove it:
/// another instance where instances call, reporting where sites are asked for, else orders.
struct NeighbourlyHandler: RequestHandler {
    private let handler: RouterRequestHandler

    init(_ api: API, environment: RequestEnvironment) {
        let logger = Logger(label: "test")
        handler = RouterRequestHandler(
            pipeline: RequestPipeline(
                responder: api.responder(environment: environment),
                metrics: RequestMetrics(registry: MetricsRegistry()), tracer: MeshTracer(sampling: 0, logger: logger),
                logger: logger, logged: .none))
    }

    func handle(_ request: consuming ServerRequest, _ writer: ResponseWriter) async {
        var request = request
        if request.head.authority == "events" {
            let path = request.head.path ?? ""
            let caller =
                path.hasPrefix("/v1/log/") ? "events" : path.hasPrefix("/v1/sites") ? "reporting" : "orders"
            request.connection = ConnectionDescription(
                version: .http2, remoteAddress: request.connection.remoteAddress,
                peerIdentity: "spiffe://orrery/service/\(caller)")
        }
        await handler.handle(request, writer)
    }
}
