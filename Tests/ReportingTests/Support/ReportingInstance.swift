import Foundation
import HTTPTypes
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import ReportingAPI

@testable import MeshRuntime
@testable import Reporting

/// One instance of reporting in this process, on a socket of its own.
struct ReportingInstance: Sendable {
    let service: ReportingService
    let port: Int
    private let client: HTTPClient

    /// What came back.
    struct Answer: CustomStringConvertible {
        let status: Int
        let json: JSONValue

        var description: String { "\(status) \(json.description.prefix(600))" }
        var code: String? { json["code"]?.stringValue }
        /// The fields that a problem names.
        var fields: [String] { (json["errors"]?.arrayValue ?? []).compactMap { $0["field"]?.stringValue } }
        /// Rows by their dimensions.
        var rows: [[String]: [JSONValue]] {
            var rows: [[String]: [JSONValue]] = [:]
            for row in json["results"]?.arrayValue ?? [] {
                rows[(row["dimensions"]?.arrayValue ?? []).compactMap(\.stringValue)] = row["metrics"]?.arrayValue
            }
            return rows
        }
    }

    /// Takes names for tokens: a role, `key:ACCOUNT:SCOPE` for an API key, else an account.
    private struct NameTokens: Authenticator {
        func principal(for credential: String) async throws -> Principal {
            let parts = credential.split(separator: "/").map(String.init)
            if parts[0] == "key" {
                return Principal(
                    subject: parts[1], roles: ["user"], scopes: Set(parts.dropFirst(2)), credential: .apiKey)
            }
            return Principal(subject: "acc_\(credential)", roles: credential == "admin" ? ["admin"] : ["user"])
        }
    }

    /// Runs an instance over a log for the time of a closure; over another service at a port, if one is given. Without an
    /// orchestrator, none is reached.
    static func with<Value: Sendable>(
        _ log: CollectedLog, directory: String, clock: any WallClock, settings: [String: String] = [:],
        events other: Int? = nil, orchestrator: ServiceClient? = nil,
        _ body: @escaping @Sendable (ReportingInstance) async throws -> Value
    ) async throws -> Value {
        try await log.serve { port in
            let logger = Logger(label: "test")
            let events = ServiceClient(
                service: "events",
                source: StaticEndpointSource([
                    "events": [Endpoint(instance: "e", host: "127.0.0.1", port: other ?? port)]
                ]),
                group: MultiThreadedEventLoopGroup.singleton)
            var texts = [
                "sealing.pause": "20ms", "sites.pause": "20ms", "events.wait": "50ms", "reprocessing.keep": "0s",
                "delivery.pause": "20ms",
            ]
            texts.merge(settings) { $1 }
            let nowhere = ServiceClient(
                service: "orchestrator", source: StaticEndpointSource([:]), group: MultiThreadedEventLoopGroup.singleton
            )
            let service = try ReportingService(
                try ReportingConfiguration(ConfigurationValues(texts: texts)), events: events,
                orchestrator: orchestrator ?? nowhere, dataDirectory: directory, instance: "reporting-\(UUID())",
                clock: clock, logger: logger)
            let handler = MeshHandler(
                "reporting", service.api,
                environment: RequestEnvironment(
                    authenticator: NameTokens(), idempotency: service.idempotency, clock: clock),
                caller: "orchestrator")
            let result = try await withServer(handler: handler) { _, port in
                let instance = ReportingInstance(
                    service: service, port: port,
                    client: HTTPClient(
                        .tcp(host: "127.0.0.1", port: port), group: MultiThreadedEventLoopGroup.singleton))
                let result = try await beside(service) { try await body(instance) }
                try await instance.client.shutDown()
                return result
            }
            try await events.shutDown()
            try await nowhere.shutDown()
            return result
        }
    }

    /// Sends a request as an administrator, or as somebody else.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, token: String? = "admin",
        authority: String = "localhost"
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: authority, path: path)
        if body != nil { head.headerFields[.contentType] = "application/json" }
        if let token { head.headerFields[.authorization] = "Bearer \(token)" }
        let response = try await client.send(
            head, body: body.map { ByteBuffer(bytes: $0.utf8) }, deadline: Deadline(after: .seconds(60), from: .now()))
        let bytes = try await response.collect(upTo: 32 << 20)
        return Answer(
            status: Int(response.status.code),
            json: bytes.readableBytes == 0 ? .null : try JSONValue(parsing: bytes.readableBytesView))
    }

    /// Asks for a file, as nobody in particular.
    func fetch(_ path: String, headers: HTTPFields = [:]) async throws -> (head: HTTPResponse, bytes: [UInt8]) {
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "localhost", path: path, headerFields: headers)
        let response = try await client.send(head, deadline: Deadline(after: .seconds(60), from: .now()))
        let body = try await response.collect(upTo: 1 << 20)
        return (response.head, Array(body.readableBytesView))
    }

    /// Asks a question for its rows as CSV.
    func askForCSV(_ question: JSONValue) async throws -> (text: String, headers: HTTPFields) {
        let file = try await askForFile(question, as: "text/csv")
        return (String(decoding: file.bytes, as: UTF8.self), file.headers)
    }

    /// Asks a question for its answer as a file.
    func askForFile(_ question: JSONValue, as accept: String) async throws -> (bytes: [UInt8], headers: HTTPFields) {
        let head = HTTPRequest(
            method: .post, scheme: "http", authority: "localhost", path: "/v1/reports/query",
            headerFields: [.contentType: "application/json", .accept: accept, .authorization: "Bearer admin"])
        let response = try await client.send(
            head, body: ByteBuffer(bytes: question.utf8), deadline: Deadline(after: .seconds(60), from: .now()))
        return (Array(try await response.collect(upTo: 1 << 20).readableBytesView), response.head.headerFields)
    }

    /// Takes a file.
    func file(_ path: String) async throws -> (bytes: [UInt8], headers: HTTPFields) {
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "localhost", path: path,
            headerFields: [.authorization: "Bearer admin"])
        let response = try await client.send(
            head, body: nil, deadline: Deadline(after: .seconds(60), from: .now()))
        return (Array(try await response.collect(upTo: 1 << 20).readableBytesView), response.head.headerFields)
    }

    /// Asks a question.
    func ask(_ question: JSONValue, token: String = "admin") async throws -> Answer {
        try await send(.post, "/v1/reports/query", question, token: token)
    }

    /// Waits until a site has so many events, counted and late.
    func waitForEvents(_ count: Int64, of site: String, limit: Duration = .seconds(60)) async throws {
        try await waitUntil(
            "\(count) events of \(site)", limit: limit,
            state: { (try? await send(.get, "/v1/reports/sites/\(site)").description) ?? "" }
        ) {
            let state = try await send(.get, "/v1/reports/sites/\(site)").json
            return (state["events"]?.intValue ?? 0) + (state["lateEvents"]?.intValue ?? 0) >= count
        }
    }

    /// Runs the work of a service beside a closure.
    private static func beside<Value: Sendable>(
        _ service: ReportingService, _ body: @escaping @Sendable () async throws -> Value
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
