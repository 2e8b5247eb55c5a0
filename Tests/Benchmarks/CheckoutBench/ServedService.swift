import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore

/// A service's operations on a socket, called by one service of the mesh.
struct ServedService: RequestHandler {
    /// Takes every token for an operator's.
    private struct Operators: Authenticator {
        func principal(for credential: String) async throws -> Principal {
            Principal(subject: "acc_bench", roles: ["admin"])
        }
    }

    private let responder: RouterResponder<MeshRequestContext>
    private let peer: String

    /// - Parameter peer: Whom mutual TLS would prove the caller to be.
    init(_ service: some MeshService, calledBy peer: String) {
        responder = service.api.responder(
            environment:
                RequestEnvironment(authenticator: Operators(), idempotency: service.idempotency))
        self.peer = peer
    }

    func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
        do {
            let body = try await request.body.collect(upTo: 8 << 20)
            let connection = ConnectionDescription(
                version: .http2, isTLS: true, remoteAddress: try SocketAddress(ipAddress: "127.0.0.1", port: 1),
                peerIdentity: "spiffe://orrery/service/\(peer)")
            let trace = TraceContext(traceID: TraceID(high: 1, low: 2), parentSpanID: 0, spanID: 3, flags: 0)
            let source = MeshRequestSource(
                logger: Logger(label: "bench"), connection: connection, trace: trace)
            let response = try await responder.respond(
                to: Request(head: request.head, body: RequestBody(buffer: body)),
                context: MeshRequestContext(source: source))
            writer.respond(
                HTTPResponse(status: response.status, headerFields: response.headers),
                body: try await response.collectBody(upTo: 8 << 20))
        } catch {
            writer.abort()
        }
    }
}
