import Foundation
import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore

@testable import Catalog
@testable import MeshRuntime

/// The catalog's operations as HTTP requests meet them, without a socket; several may stand on one directory, as
/// instances do.
struct CatalogDoor: Sendable {
    let directory: TemporaryDirectory
    let clock: VirtualWallClock
    let service: CatalogService
    private let responder: RouterResponder<MeshRequestContext>

    /// Takes a role's name for the token of somebody who has it.
    private struct RoleTokens: Authenticator {
        func principal(for credential: String) async throws -> Principal {
            Principal(subject: "acc_\(credential)", roles: [credential])
        }
    }

    init(
        on directory: TemporaryDirectory? = nil, clock: VirtualWallClock = VirtualWallClock(),
        settings: [String: String] = [:]
    ) throws {
        self.directory = try directory ?? TemporaryDirectory()
        self.clock = clock
        service = try CatalogService(
            try CatalogConfiguration(ConfigurationValues(texts: settings)), dataDirectory: self.directory.path,
            clock: clock, logger: Logger(label: "test"))
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
        /// The code of a problem; nil for another answer.
        var code: String? { try? JSONDecoder().decode(Problem.self, from: body).code }
        /// The fields that a problem names.
        var fields: [String] { (try? JSONDecoder().decode(Problem.self, from: body).errors.map(\.field)) ?? [] }

        func decode<Message: Decodable>(_ type: Message.Type = Message.self) throws -> Message {
            try JSONDecoder().decode(Message.self, from: body)
        }
    }

    /// Sends a request, as somebody with a role, as a service of the mesh, or as nobody.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, role: String? = nil,
        headers: [String: String] = [:], peer: String? = nil
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        if body != nil { head.headerFields[.contentType] = "application/json" }
        if let role { head.headerFields[.authorization] = "Bearer \(role)" }
        for (name, value) in headers { if let name = HTTPField.Name(name) { head.headerFields[name] = value } }
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body ?? "")))
        let connection = ConnectionDescription(
            version: .http2, isTLS: false, remoteAddress: try SocketAddress(ipAddress: "192.0.2.9", port: 4000),
            peerIdentity: peer.map { "spiffe://orrery/service/\($0)" })
        let trace = TraceContext(traceID: TraceID(high: 1, low: 2), parentSpanID: 0, spanID: 3, flags: 0)
        let source = MeshRequestSource(logger: Logger(label: "test"), connection: connection, trace: trace)
        let response = try await responder.respond(to: request, context: MeshRequestContext(source: source))
        let bytes = try await response.collectBody(upTo: 8 << 20)
        return Answer(status: Int(response.status.code), headers: response.headers, body: Data(bytes.readableBytesView))
    }
}
