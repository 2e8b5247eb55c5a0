import HTTPTypes
import Hummingbird
import Logging
import MeshTransport
import NIOCore

/// Answers by the benchmark's router.
struct RouterHandler: RequestHandler {
    let responder: RouterResponder<BenchContext>
    let logger: Logger

    func handle(_ request: consuming ServerRequest, _ writer: MeshTransport.ResponseWriter) async {
        do {
            let response = try await answer(request)
            try await response.body.write(BodyWriter(writer: writer, head: response.head))
        } catch {
            logger.error("Request failed", metadata: ["error": "\(error)"])
        }
    }

    /// Apart from writing, so that a task needs the memory of one of the two at a time.
    private func answer(_ request: consuming ServerRequest) async throws -> Response {
        let body = Self.body(of: request)
        return try await responder.respond(
            to: Request(head: request.head, body: body), context: BenchContext(source: MeshSource(logger: logger)))
    }

    /// A request without a body costs no sequence.
    private static func body(of request: borrowing ServerRequest) -> RequestBody {
        request.body.isEmpty ? RequestBody(buffer: ByteBuffer()) : RequestBody(asyncSequence: request.body)
    }
}

/// Sends a body that comes as one buffer together with its head.
private struct BodyWriter: ResponseBodyWriter {
    let writer: MeshTransport.ResponseWriter
    let head: HTTPResponse
    var first: ByteBuffer?
    var isStreaming = false

    init(writer: MeshTransport.ResponseWriter, head: HTTPResponse) {
        self.writer = writer
        self.head = head
    }

    mutating func write(_ buffer: ByteBuffer) async throws {
        if let part = first {
            writer.writeHead(head)
            isStreaming = true
            first = nil
            try await writer.write(part)
        }
        guard isStreaming else {
            first = buffer
            return
        }
        try await writer.write(buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) {
        if isStreaming {
            writer.finish(trailers: trailingHeaders)
        } else {
            writer.respond(head, body: first ?? ByteBuffer())
        }
    }
}
