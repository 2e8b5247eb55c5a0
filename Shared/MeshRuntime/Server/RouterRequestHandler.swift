import HTTPTypes
import Hummingbird
import MeshTransport
import NIOCore

/// Runs a service's router on the mesh's transport.
struct RouterRequestHandler: RequestHandler {
    let pipeline: RequestPipeline

    func handle(_ request: consuming ServerRequest, _ writer: ResponseWriter) async {
        let isHead = request.head.method == .head
        let body = Self.body(of: request)
        let response = await pipeline.answer(
            request.head, body: body, connection: request.connection, deadline: request.deadline)
        await send(response, isHead: isHead, to: writer)
    }

    /// A body that is there already, or that there is not, costs no sequence.
    private static func body(of request: borrowing ServerRequest) -> RequestBody {
        if request.body.isEmpty { return RequestBody(buffer: ByteBuffer()) }
        return request.body.takeWhole().map { RequestBody(buffer: $0) } ?? RequestBody(asyncSequence: request.body)
    }

    private func send(_ response: Response, isHead: Bool, to writer: ResponseWriter) async {
        if isHead || response.body.contentLength == 0 {
            writer.respond(response.head)
            return
        }
        let sender = BodySender(response.head, isWhole: response.body.contentLength != nil, writer)
        do {
            try await response.body.write(sender)
        } catch {
            // The head is gone, or the client: either way the message cannot be completed. Why is the client's or the
            // writer's matter; the request was logged.
            writer.abort()
        }
    }
}
