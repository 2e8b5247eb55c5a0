import Foundation
import HTTPTypes
import Logging
import MeshCore
import MeshRuntime
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix

@testable import Events
@testable import MeshRuntime

/// One instance of events in this process, on a socket of its own.
struct EventsInstance: Sendable {
    let name: String
    let service: EventsService
    let port: Int
    private let client: HTTPClient

    init(name: String, service: EventsService, port: Int) {
        self.name = name
        self.service = service
        self.port = port
        client = HTTPClient(.tcp(host: "127.0.0.1", port: port), group: MultiThreadedEventLoopGroup.singleton)
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

    /// Sends a request as an administrator, or as somebody else.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, type: String? = "application/json",
        headers: [String: String] = [:], token: String? = "admin", within limit: Duration = .seconds(60)
    ) async throws -> Answer {
        let response = try await open(method, path, body, type: type, headers: headers, token: token, within: limit)
        let bytes = try await response.collect(upTo: 32 << 20)
        return Answer(
            status: Int(response.status.code), headers: response.head.headerFields, body: Data(bytes.readableBytesView))
    }

    /// Sends a request and gives its answer as it comes.
    func open(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, type: String? = nil,
        headers: [String: String] = [:], token: String? = "admin", within limit: Duration = .seconds(60)
    ) async throws -> ClientResponse {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        if body != nil, let type { head.headerFields[.contentType] = type }
        if let token { head.headerFields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers { if let name = HTTPField.Name(name) { head.headerFields[name] = value } }
        return try await client.send(
            head, body: body.map { ByteBuffer(string: $0) }, deadline: Deadline(after: limit, from: .now()))
    }

    /// Ends the connection.
    func hangUp() async throws { try await client.shutDown() }
}
