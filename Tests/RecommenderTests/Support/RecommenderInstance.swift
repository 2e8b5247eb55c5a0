import Foundation
import HTTPTypes
import Logging
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix

@testable import MeshRuntime
@testable import Recommender

/// One instance of the recommender in this process, on a socket of its own, over a shop.
struct RecommenderInstance: Sendable {
    let service: RecommenderService
    private let client: HTTPClient

    /// What came back.
    struct Answer: CustomStringConvertible {
        let status: Int
        let json: JSONValue

        var description: String { "\(status) \(json.description.prefix(2000))" }
        /// What is recommended, in its order.
        var skus: [String] { (json["items"]?.arrayValue ?? []).compactMap { $0["sku"]?.stringValue } }
        /// Why each is.
        var reasons: [String: JSONValue] {
            Dictionary(
                (json["items"]?.arrayValue ?? []).map { ($0["sku"]?.stringValue ?? "", $0["reason"] ?? .null) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// Takes names for tokens: `admin`, else an account.
    private struct NameTokens: Authenticator {
        func principal(for credential: String) async throws -> Principal {
            Principal(subject: "acc_\(credential)", roles: credential == "admin" ? ["admin"] : ["user"])
        }
    }

    /// Runs an instance for the time of a closure.
    ///
    /// - Parameter port: Where the shop is.
    static func with<Value: Sendable>(
        _ port: Int, directory: String, clock: any WallClock = VirtualWallClock(Shop.begin + .seconds(3600)),
        settings: [String: String] = [:], _ body: @escaping @Sendable (RecommenderInstance) async throws -> Value
    ) async throws -> Value {
        let logger = Logger(label: "test")
        var texts = [
            "signals.wait": "500ms", "catalog.pause": "10ms", "catalog.sweep": "20ms", "serving.charts": "10ms",
            "training.users": "100000", "serving.patience": "20s",
        ]
        texts.merge(settings) { $1 }
        let clients = ["events", "catalog"].map { name in
            ServiceClient(
                service: name,
                source: StaticEndpointSource([name: [Endpoint(instance: "s", host: "127.0.0.1", port: port)]]),
                group: MultiThreadedEventLoopGroup.singleton)
        }
        let service = try RecommenderService(
            try RecommenderConfiguration(ConfigurationValues(texts: texts)), events: clients[0], catalog: clients[1],
            dataDirectory: directory, instance: "recommender-\(UUID())", clock: clock, seed: 7, logger: logger)
        let handler = RouterRequestHandler(
            pipeline: RequestPipeline(
                responder: service.api.responder(
                    environment: RequestEnvironment(authenticator: NameTokens(), idempotency: nil, clock: clock)),
                metrics: RequestMetrics(registry: MetricsRegistry()), tracer: MeshTracer(sampling: 0, logger: logger),
                logger: logger, logged: .none))
        let result = try await withServer(handler: handler) { _, port in
            let instance = RecommenderInstance(
                service: service,
                client: HTTPClient(
                    .tcp(host: "127.0.0.1", port: port), group: MultiThreadedEventLoopGroup.singleton))
            let result = try await beside(service) { try await body(instance) }
            try await instance.client.shutDown()
            return result
        }
        for client in clients { try await client.shutDown() }
        return result
    }

    /// Sends a request, as a guest unless somebody is named.
    func send(
        _ method: HTTPRequest.Method, _ path: String, token: String? = nil, headers: HTTPFields = [:],
        body: JSONValue? = nil
    ) async throws -> Answer {
        var head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
        if let token { head.headerFields[.authorization] = "Bearer \(token)" }
        if body != nil { head.headerFields[.contentType] = "application/json" }
        let response = try await client.send(
            head, body: body.map { ByteBuffer(bytes: Array($0.utf8)) },
            deadline: Deadline(after: .seconds(60), from: .now()))
        let bytes = try await response.collect(upTo: 32 << 20)
        return Answer(
            status: Int(response.status.code),
            json: bytes.readableBytes == 0 ? .null : try JSONValue(parsing: bytes.readableBytesView))
    }

    /// Asks what should be seen next.
    func recommend(_ query: String = "", token: String? = nil) async throws -> Answer {
        try await send(.get, "/v1/recommendations?\(query)", token: token)
    }

    /// Asks until an answer is as it should be.
    func wait(
        _ what: String, for path: String, token: String? = nil, _ condition: (Answer) -> Bool
    ) async throws -> Answer {
        var last: Answer?
        return try await waitForValue(what, state: { "\(last?.description ?? "")" }) {
            let answer = try await send(.get, path, token: token)
            last = answer
            return condition(answer) ? answer : nil
        }
    }

    /// Trains models and waits for what becomes of them.
    func train() async throws -> JSONValue {
        let asked = try await send(.post, "/v1/recommendations/models", token: "admin")
        let version = asked.json["version"]?.intValue ?? 0
        let ended = try await wait(
            "version \(version) to be trained", for: "/v1/recommendations/models/\(version)", token: "admin"
        ) { !["waiting", "training", nil].contains($0.json["state"]?.stringValue) }
        return ended.json
    }

    /// Runs the work of a service beside a closure.
    private static func beside<Value: Sendable>(
        _ service: RecommenderService, _ body: @escaping @Sendable () async throws -> Value
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
