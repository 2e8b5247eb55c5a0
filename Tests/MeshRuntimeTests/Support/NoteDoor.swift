import Foundation
import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshTransport
import NIOCore

@testable import MeshRuntime

/// The sample service's operations as requests meet them, through the pipeline, without a socket.
struct NoteDoor {
    /// Takes these words for credentials.
    struct Doorman: Authenticator {
        func principal(for credential: String) async throws -> Principal {
            switch credential {
            case "admin": Principal(subject: "acc_admin", roles: ["admin", "user"])
            case "user": Principal(subject: "acc_user", roles: ["user"])
            case "old": throw AuthenticationFailure.expired
            case "away": throw AuthenticationFailure.unavailable("identity is away")
            default: throw AuthenticationFailure.invalid("unknown")
            }
        }
    }

    /// What came back.
    struct Answer: CustomStringConvertible {
        let status: Int
        let headers: HTTPFields
        let body: Data

        var text: String { String(decoding: body, as: UTF8.self) }
        var description: String { "\(status) \(headers) \(text)" }
        var problem: Problem? { try? JSONDecoder().decode(Problem.self, from: body) }
        /// The codes of the fields that a problem names.
        var faults: [String: String] {
            Dictionary((problem?.errors ?? []).map { ($0.field, $0.code) }, uniquingKeysWith: { first, _ in first })
        }
    }

    let board: NoteBoard
    let registry = MetricsRegistry()
    private let pipeline: RequestPipeline

    init(_ board: NoteBoard = NoteBoard(), logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) {
        self.board = board
        let responder = board.api.responder(
            environment: RequestEnvironment(authenticator: Doorman(), idempotency: board.idempotency))
        pipeline = RequestPipeline(
            responder: responder, metrics: RequestMetrics(registry: registry),
            tracer: MeshTracer(sampling: 0, logger: logger),
            logger: logger, logged: .all)
    }

    /// Sends a request.
    ///
    /// - Parameters:
    ///   - token: What follows `Bearer`.
    ///   - type: The body's media type; nil for none.
    ///   - peer: The service whose certificate the connection has.
    ///   - failure: How reading the body fails, behind what is given of it.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, type: String? = "application/json",
        token: String? = nil, headers: [String: String] = [:], peer: String? = nil, isLocal: Bool = false,
        deadline: Deadline? = nil, failure: (any Error)? = nil
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        if body != nil, let type { head.headerFields[.contentType] = type }
        if let token { head.headerFields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { head.headerFields.append(HTTPField(name: name, value: value)) }
        }
        let local =
            isLocal
            ? try SocketAddress(unixDomainSocketPath: "/tmp/x") : try SocketAddress(ipAddress: "127.0.0.1", port: 1)
        let connection = ConnectionDescription(
            version: .http2, isTLS: peer != nil, localAddress: local,
            peerIdentity: peer.map { "spiffe://orrery/service/\($0)" })
        let bytes = ByteBuffer(string: body ?? "")
        let content = failure.map { failure in
            RequestBody(
                asyncSequence: AsyncThrowingStream<ByteBuffer, any Error> { parts in
                    parts.yield(bytes)
                    parts.finish(throwing: failure)
                })
        }
        let response = await pipeline.answer(
            head, body: content ?? RequestBody(buffer: bytes), connection: connection, deadline: deadline)
        let answer = try await response.collectBody(upTo: 1 << 20)
        return Answer(status: response.status.code, headers: response.headers, body: Data(answer.readableBytesView))
    }
}
