import Foundation
import HTTPTypes
import Logging
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix

@testable import MeshRuntime
@testable import Notifier

/// One instance of the notifier in this process, on a socket of its own.
struct NotifierInstance: Sendable {
    let service: NotifierService
    let port: Int
    private let client: HTTPClient

    /// What came back.
    struct Answer: CustomStringConvertible {
        let status: Int
        let headers: HTTPFields
        let text: String

        var description: String { "\(status) \(text.prefix(600))" }
        var json: JSONValue { (try? JSONValue(parsing: Array(text.utf8))) ?? .null }
        /// The fields that a problem names.
        var fields: [String] { (json["errors"]?.arrayValue ?? []).compactMap { $0["field"]?.stringValue } }
    }

    /// Takes names for tokens: `admin`, else an account.
    private struct NameTokens: Authenticator {
        func principal(for credential: String) async throws -> Principal {
            Principal(subject: "acc_\(credential)", roles: credential == "admin" ? ["admin"] : ["user"])
        }
    }

    /// Runs an instance for the time of a closure.
    static func with<Value: Sendable>(
        directory: String, settings: [String: String] = [:],
        _ body: @escaping @Sendable (NotifierInstance) async throws -> Value
    ) async throws -> Value {
        let logger = Logger(label: "test")
        var texts = ["mail.retry.first": "1ms", "mail.from": "The Shop <shop@example.com>"]
        texts.merge(settings) { $1 }
        let service = try NotifierService(
            try NotifierConfiguration(ConfigurationValues(texts: texts)), dataDirectory: directory,
            instance: "notifier-\(UUID())", logger: logger)
        let handler = RouterRequestHandler(
            pipeline: RequestPipeline(
                responder: service.api.responder(
                    environment: RequestEnvironment(
                        authenticator: NameTokens(), idempotency: nil, clock: SystemWallClock())),
                metrics: RequestMetrics(registry: MetricsRegistry()), tracer: MeshTracer(sampling: 0, logger: logger),
                logger: logger, logged: .none))
        return try await withServer(handler: handler) { _, port in
            let instance = NotifierInstance(
                service: service, port: port,
                client: HTTPClient(
                    .tcp(host: "127.0.0.1", port: port), group: MultiThreadedEventLoopGroup.singleton))
            let result = try await beside(service) { try await body(instance) }
            try await instance.client.shutDown()
            return result
        }
    }

    /// Sends a request as an administrator, or as somebody else.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, token: String? = "admin"
    ) async throws -> Answer {
        try await send(method, path, text: body.map { String(decoding: $0.utf8, as: UTF8.self) }, token: token)
    }

    /// Sends a request with a body of any kind.
    func send(
        _ method: HTTPRequest.Method, _ path: String, text: String?, type: String = "application/json",
        token: String? = nil
    ) async throws -> Answer {
        let response = try await client.send(
            head(method, path, type: text.map { _ in type }, token), body: text.map { ByteBuffer(string: $0) },
            deadline: Deadline(after: .seconds(60), from: .now()))
        let bytes = try await response.collect(upTo: 32 << 20)
        return Answer(
            status: Int(response.status.code), headers: response.head.headerFields, text: String(buffer: bytes))
    }

    /// Reads a stream of an inbox until it has said so many things, or for as long as it goes on.
    ///
    /// - Parameter opened: Called when the stream is there.
    func events(
        _ count: Int, of account: String, after last: Int? = nil,
        opened: @escaping @Sendable () async throws -> Void = {}
    ) async throws -> [(id: Int, data: JSONValue)] {
        var head = head(.get, "/v1/inbox", type: nil, account)
        head.headerFields[.accept] = "text/event-stream"
        if let last, let name = HTTPField.Name("Last-Event-ID") { head.headerFields[name] = "\(last)" }
        let response = try await client.send(head, deadline: Deadline(after: .seconds(60), from: .now()))
        try await opened()
        var text = ""
        var found: [(id: Int, data: JSONValue)] = []
        for try await part in response.body {
            text += String(buffer: part)
            while let end = text.firstRange(of: "\n\n") {
                let lines = text[..<end.lowerBound].split(separator: "\n")
                if let id = lines.first(where: { $0.hasPrefix("id: ") }).flatMap({ Int($0.dropFirst(4)) }),
                    let data = lines.first(where: { $0.hasPrefix("data: ") })
                {
                    found.append((id, try JSONValue(parsing: Array(data.dropFirst(6).utf8))))
                }
                text.removeSubrange(..<end.upperBound)
            }
            if found.count >= count { break }
        }
        return found
    }

    /// Waits until a delivery has come to a state.
    func wait(for id: String, toBe state: String) async throws -> JSONValue {
        try await waitForValue(
            "the delivery to be \(state)", limit: .seconds(30),
            state: { (try? await send(.get, "/v1/notifications/deliveries/\(id)").description) ?? "" }
        ) {
            let json = try await send(.get, "/v1/notifications/deliveries/\(id)").json
            // A literal nil would be a null of JSON.
            return json["state"]?.stringValue == state ? json : JSONValue?.none
        }
    }

    private func head(_ method: HTTPRequest.Method, _ path: String, type: String?, _ token: String?) -> HTTPRequest {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        if let type { head.headerFields[.contentType] = type }
        if let token { head.headerFields[.authorization] = "Bearer \(token)" }
        return head
    }

    /// Runs the work of a service beside a closure.
    private static func beside<Value: Sendable>(
        _ service: NotifierService, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await service.run()
                return nil
            }
            group.addTask { try await body() }
            let result: Result<Value, any Error>
            do {
                guard let value = try await group.next(), let value else { throw CancellationError() }
                result = .success(value)
            } catch {
                result = .failure(error)
            }
            group.cancelAll()
            // Cancelled is how it ends here.
            while let ended = await group.nextResult() {
                if case .failure(let error) = ended, !(error is CancellationError) { throw error }
            }
            return try result.get()
        }
    }
}
