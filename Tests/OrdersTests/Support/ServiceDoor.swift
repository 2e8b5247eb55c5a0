import Foundation
import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore

@testable import MeshRuntime

/// A service's operations as HTTP requests meet them, without a socket.
struct ServiceDoor: Sendable {
    private let responder: RouterResponder<MeshRequestContext>

    /// Takes `role` for the token of somebody who has it, and `role:name` for one of several.
    private struct RoleTokens: Authenticator {
        func principal(for credential: String) async throws -> Principal {
            let parts = credential.split(separator: ":").map(String.init)
            return Principal(subject: "acc_\(parts.last ?? credential)", roles: [parts.first ?? credential])
        }
    }

    init(_ service: some MeshService, clock: any WallClock) {
        responder = service.api.responder(
            environment: RequestEnvironment(authenticator: RoleTokens(), idempotency: service.idempotency, clock: clock)
        )
    }

    /// What came back.
    struct Answer: CustomStringConvertible {
        let status: Int
        let headers: HTTPFields
        let body: Data

        var description: String { "\(status) \(String(decoding: body.prefix(600), as: UTF8.self))" }
        var text: String { String(decoding: body, as: UTF8.self) }
        /// The code of a problem; nil for another answer.
        var code: String? { try? JSONDecoder().decode(Problem.self, from: body).code }
        /// The fields that a problem names.
        var fields: [String] { (try? JSONDecoder().decode(Problem.self, from: body).errors.map(\.field)) ?? [] }

        func decode<Message: Decodable>(_ type: Message.Type = Message.self) throws -> Message {
            try JSONDecoder().decode(Message.self, from: body)
        }
    }

    /// Sends a request, as somebody or as nobody.
    ///
    /// - Parameters:
    ///   - token: `admin`, `user`, `user:ann`; nil for nobody.
    ///   - peer: The service of the mesh that calls; nil for somebody from outside.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, token: String? = nil, peer: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        if body != nil { head.headerFields[.contentType] = "application/json" }
        if let token { head.headerFields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers { if let name = HTTPField.Name(name) { head.headerFields[name] = value } }
        return try await send(head, ByteBuffer(string: body ?? ""), peer: peer)
    }

    func send(_ head: HTTPRequest, _ body: ByteBuffer, peer: String?) async throws -> Answer {
        let connection = ConnectionDescription(
            version: .http2, isTLS: peer != nil, remoteAddress: try SocketAddress(ipAddress: "192.0.2.9", port: 4000),
            peerIdentity: peer.map { "spiffe://orrery/service/\($0)" })
        let trace = TraceContext(traceID: TraceID(high: 1, low: 2), parentSpanID: 0, spanID: 3, flags: 0)
        let source = MeshRequestSource(logger: Logger(label: "test"), connection: connection, trace: trace)
        let request = Request(head: head, body: RequestBody(buffer: body))
        let response = try await responder.respond(to: request, context: MeshRequestContext(source: source))
        let bytes = try await response.collectBody(upTo: 8 << 20)
        return Answer(status: Int(response.status.code), headers: response.headers, body: Data(bytes.readableBytesView))
    }
}
