import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore

/// Runs the control API's router on a server, without what a public service has around it: no tokens, no metrics, no sampling.
struct ControlRequestHandler: RequestHandler {
    let responder: RouterResponder<MeshRequestContext>
    let tracer: MeshTracer
    let logger: Logger

    func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
        let context = MeshRequestContext(
            source: MeshRequestSource(
                logger: logger, connection: request.connection, trace: tracer.serve(parents: [], states: []),
                deadline: request.deadline))
        let body = RequestBody(asyncSequence: request.body)
        do {
            let response = try await responder.respond(to: Request(head: request.head, body: body), context: context)
            writer.writeHead(response.head)
            try await response.body.write(ControlBodyWriter(writer: writer))
        } catch {
            // The caller has gone, or a bug of ours; an answer that has begun cannot be taken back.
            logger.debug(
                "Control answer ended early", metadata: ["error": "\(error)", "url.path": "\(request.head.path ?? "")"])
            writer.abort()
        }
    }
}

/// Sends an answer's body as it is made.
private struct ControlBodyWriter: ResponseBodyWriter {
    let writer: ResponseWriter

    func write(_ buffer: ByteBuffer) async throws {
        try await writer.write(buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        writer.finish(trailers: trailingHeaders)
    }
}

extension ControlAPI {
    /// What the control socket's server calls for each request.
    func acceptor(logger: Logger) -> ExchangeAcceptor {
        let responder = api().responder(environment: RequestEnvironment())
        return TaskAcceptor(
            ControlRequestHandler(responder: responder, tracer: MeshTracer(sampling: 0, logger: logger), logger: logger)
        ).acceptor
    }
}
