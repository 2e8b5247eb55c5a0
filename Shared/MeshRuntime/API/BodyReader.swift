import HTTPTypes
import Hummingbird
import MeshCore
import MeshTransport
import NIOCore

/// Reads and checks the body of a request.
struct BodyReader<Body: Sendable>: Sendable {
    /// A body in its three forms.
    struct Content: Sendable {
        var bytes: ByteBuffer
        var document: JSONValue?
        var body: Body
    }

    /// The longest body that is read where it came in. A longer one would keep the loop from its sockets for as long as others
    /// take to call the service dead: a megabyte is a second's work in a debug build.
    private static var longestOnLoop: Int { 32 << 10 }

    private let content: RequestContent<Body>

    init(_ content: RequestContent<Body>) {
        self.content = content
    }

    /// - Throws: 413 when it is too long, 415 when it is of another type, 400 with each fault when it breaks its
    ///   schema.
    func read(_ request: Request) async throws -> Content {
        if let text = request.headers.text(of: .contentLength), let length = Int(text), length > content.limit {
            throw tooLarge
        }
        if let open = content.open {
            // What follows the opening of a WebSocket has no type.
            if !content.mediaTypes.isEmpty { try checkType(request, isEmpty: false) }
            let type = request.headers[.contentType].flatMap { MediaTypes.essence($0) } ?? ""
            return Content(bytes: ByteBuffer(), document: nil, body: open(request.body, type))
        }
        let bytes = try await collect(request)
        // Without a schema there is nothing to parse here.
        guard content.schema != nil, bytes.readableBytes > Self.longestOnLoop else {
            return try take(bytes, of: request)
        }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) { try take(bytes, of: request) }
    }

    private func take(_ bytes: ByteBuffer, of request: Request) throws -> Content {
        guard !content.mediaTypes.isEmpty, !content.takesAnyType else {
            return Content(bytes: bytes, document: nil, body: try content.decode(bytes))
        }
        try checkType(request, isEmpty: bytes.readableBytes == 0)
        guard let schema = content.schema else {
            return Content(bytes: bytes, document: nil, body: try content.decode(bytes))
        }
        let document = try parse(bytes)
        let errors = schema.validate(document)
        guard errors.isEmpty else { throw Problem.validation(errors) }
        return Content(bytes: bytes, document: document, body: try decode(bytes))
    }

    private func collect(_ request: Request) async throws -> ByteBuffer {
        do {
            return try await request.body.collect(upTo: content.limit)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        } catch let failure as ExchangeFailure where failure.reason != .deadlineExceeded {
            // The caller's connection is gone, or it gave the request up: that is no failure of a service that we need.
            throw CancellationError()
        }
    }

    private var tooLarge: Problem {
        .contentTooLarge(
            content.limit == 0
                ? "This operation takes no body." : "This operation takes a body of at most \(content.limit) bytes.")
    }

    private func checkType(_ request: Request, isEmpty: Bool) throws(Problem) {
        guard let field = request.headers.text(of: .contentType) else {
            // Without a type there is nothing to refuse but bytes that nobody said how to read.
            if isEmpty { return }
            throw .unsupportedMediaType("Send Content-Type: \(content.mediaTypes[0]).")
        }
        guard let essence = MediaTypes.essence(field), content.mediaTypes.contains(essence) else {
            throw .unsupportedMediaType("This operation takes \(content.mediaTypes.joined(separator: ", ")).")
        }
    }

    private func parse(_ bytes: ByteBuffer) throws(Problem) -> JSONValue {
        do {
            return try JSONValue(parsing: bytes.readableBytesView)
        } catch {
            throw .validation([FieldError(field: "", code: "malformed_json", message: "The body is no JSON: \(error).")]
            )
        }
    }

    /// What passed the schema decodes, except where the type asks for more than a schema can say.
    private func decode(_ bytes: ByteBuffer) throws -> Body {
        do {
            return try content.decode(bytes)
        } catch let error as DecodingError {
            throw Problem.validation([error.fieldError])
        }
    }
}
