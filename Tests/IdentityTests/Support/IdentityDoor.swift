import Foundation
import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshTransport
import NIOCore

@testable import Identity
@testable import MeshRuntime

/// Identity's operations as HTTP requests meet them, without a socket.
struct IdentityDoor {
    let bench: IdentityBench
    private let responder: RouterResponder<MeshRequestContext>

    init(_ bench: IdentityBench) {
        self.bench = bench
        responder = bench.parts.api.responder(
            environment: RequestEnvironment(
                authenticator: bench.parts.authenticator, idempotency: bench.parts.answers, clock: bench.clock))
    }

    /// What came back.
    struct Answer: CustomStringConvertible {
        let status: Int
        let headers: HTTPFields
        let body: Data

        var description: String { "\(status) \(String(decoding: body.prefix(400), as: UTF8.self))" }
        /// The code of a problem; nil for another answer.
        var code: String? { try? JSONDecoder().decode(Problem.self, from: body).code }
        /// The fields that a problem names.
        var fields: [String] { (try? JSONDecoder().decode(Problem.self, from: body).errors.map(\.field)) ?? [] }

        func decode<Message: Decodable>(_ type: Message.Type = Message.self) throws -> Message {
            try JSONDecoder().decode(Message.self, from: body)
        }
    }

    /// Sends a request.
    ///
    /// - Parameters:
    ///   - peer: The service whose certificate the connection has; nil without mutual TLS.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, token: String? = nil,
        headers: [String: String] = [:], peer: String? = "gateway"
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        if body != nil { head.headerFields[.contentType] = "application/json" }
        if let token { head.headerFields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers { if let name = HTTPField.Name(name) { head.headerFields[name] = value } }
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body ?? "")))
        let connection = ConnectionDescription(
            version: .http2, isTLS: peer != nil, remoteAddress: try SocketAddress(ipAddress: "192.0.2.9", port: 4000),
            peerIdentity: peer.map { "spiffe://orrery/service/\($0)" })
        let trace = TraceContext(traceID: TraceID(high: 1, low: 2), parentSpanID: 0, spanID: 3, flags: 0)
        let source = MeshRequestSource(logger: Logger(label: "test"), connection: connection, trace: trace)
        let response = try await responder.respond(to: request, context: MeshRequestContext(source: source))
        let bytes = try await response.collectBody(upTo: 1 << 20)
        return Answer(status: Int(response.status.code), headers: response.headers, body: Data(bytes.readableBytesView))
    }
}
