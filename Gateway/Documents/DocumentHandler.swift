import HTTPTypes
import MeshCore
package import MeshTransport
import NIOCore

/// Answers `/openapi.json` of the gateway.
package struct DocumentHandler: RequestHandler {
    private let document: MergedDocument

    package init(_ document: MergedDocument) {
        self.document = document
    }

    package func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
        guard request.head.method == .get || request.head.method == .head else {
            return refuse(.methodNotAllowed("The document can be read only."), request, writer, [.allow: "GET, HEAD"])
        }
        do {
            let bytes = try await document.json()
            writer.respond(
                HTTPResponse(status: .ok, headerFields: [.contentType: "application/json", .cacheControl: "no-cache"]),
                body: ByteBuffer(bytes: bytes))
        } catch let problem as Problem {
            refuse(problem, request, writer, problem.status == 503 ? [.retryAfter: "1"] : [:])
        } catch {
            refuse(.internalError(), request, writer, [:])
        }
    }

    private func refuse(
        _ problem: Problem, _ request: ServerRequest, _ writer: ResponseWriter, _ fields: HTTPFields
    ) {
        var problem = problem
        var random = SystemRandomNumberGenerator()
        problem.traceId = RequestTrace.idOrNew(in: HeaderBlock(request.head.headerFields), using: &random)
        var head = HTTPResponse(status: .init(code: problem.status), headerFields: fields)
        head.headerFields[.contentType] = Problem.mediaType
        writer.respond(head, body: ByteBuffer(bytes: problem.json.utf8))
    }
}
