import HTTPTypes
import Logging
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Orchestrator

@Suite("Functions that cannot be reached", .timeLimit(.minutes(1)))
struct FunctionsClientTests {
    /// A functions service that dies of its first calls.
    private final class Dying: RequestHandler {
        /// The tokens of all calls, in order.
        let tokens: Mutex<[String]> = Mutex([])
        private let deaths: Int

        init(deaths: Int) {
            self.deaths = deaths
        }

        func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
            let token = HTTPField.Name("Idempotency-Key").flatMap { request.head.headerFields[$0] } ?? ""
            let calls = tokens.withLock { tokens in
                tokens.append(token)
                return tokens.count
            }
            if calls <= deaths {
                // What has begun to answer is asked again by nobody but the caller.
                writer.writeHead(HTTPResponse(status: .ok))
                return writer.abort()
            }
            writer.respond(HTTPResponse(status: .ok), body: ByteBuffer(string: "[1]"))
        }
    }

    /// Tells of each try that came to nothing.
    private struct Failures: LogHandler {
        let tell: @Sendable () -> Void
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.debug

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            tell()
        }
    }

    /// - Parameters:
    ///   - endpoints: Where the client finds functions.
    ///   - failed: What happens when a try came to nothing.
    private func invoke(
        _ endpoints: StaticEndpointSource, outage: Duration, failed: @escaping @Sendable () -> Void = {}
    ) async throws -> FunctionOutcome {
        var configuration = ClientConfiguration()
        configuration.upstream.waitLimit = .milliseconds(20)
        let client = ServiceClient(
            service: "functions", source: endpoints, group: MultiThreadedEventLoopGroup.singleton,
            configuration: configuration)
        let functions = FunctionsClient(
            client: client, patience: .seconds(30), outage: outage, clock: SystemWallClock(),
            logger: Logger(label: "test") { _ in Failures(tell: failed) })
        let call = FunctionCall(function: "f", payload: "{}", idempotencyToken: "once", deadline: nil)
        let outcome: Result<FunctionOutcome, any Error>
        do { outcome = .success(try await functions.invoke(call)) } catch { outcome = .failure(error) }
        try await client.shutDown()
        return try outcome.get()
    }

    private func endpoint(_ port: Int) -> Endpoint {
        Endpoint(instance: "functions-1", host: "127.0.0.1", port: port)
    }

    @Test("A call whose answer breaks off is made again, under its token")
    func dying() async throws {
        let service = Dying(deaths: 8)
        let outcome = try await withServer(handler: service) { _, port in
            try await invoke(StaticEndpointSource(["functions": [endpoint(port)]]), outage: .seconds(30))
        }
        guard case .answered(let answer) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(answer.payload == "[1]")
        #expect(service.tokens.withLock { $0 } == Array(repeating: "once", count: 9))
    }

    @Test("An instance that comes later than one request waits is called too")
    func absent() async throws {
        let service = Dying(deaths: 0)
        let outcome = try await withServer(handler: service) { _, port in
            let endpoints = StaticEndpointSource(["functions": []])
            return try await invoke(endpoints, outage: .seconds(30)) {
                endpoints.update("functions", [endpoint(port)])
            }
        }
        guard case .answered = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test("After the outage it is an error of the service's, which a workflow can catch")
    func over() async throws {
        let outcome = try await invoke(StaticEndpointSource(["functions": []]), outage: .milliseconds(50))
        guard case .refused(let error, let cause) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(error == "Lambda.ServiceException")
        #expect(cause == "The functions service could not be reached: noEndpoint")
    }
}
