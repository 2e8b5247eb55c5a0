import Events
import HTTPTypes
import Logging
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Testing

@testable import MeshRuntime
@testable import Reporting

@Suite("From a tracker to a report, with the real service of events")
struct CollectingTests {
    /// Everybody is an administrator.
    private struct AdminTokens: Authenticator {
        func principal(for credential: String) async throws -> Principal {
            Principal(subject: "acc_1", roles: ["admin"])
        }
    }

    /// Runs the service of events for the time of a closure, which is given its port.
    private func withEvents(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let endpoints = StaticEndpointSource([:])
        let service = try await EventsService(
            try EventsConfiguration(ConfigurationValues(texts: [:])), dataDirectory: directory.path,
            instance: "events-1",
            neighbours: LogNeighbours(endpoints: endpoints) { _ in
                ServiceClient(service: "events", source: endpoints, group: MultiThreadedEventLoopGroup.singleton)
            }, group: MultiThreadedEventLoopGroup.singleton, logger: Logger(label: "test"))
        let handler = MeshHandler(
            "events", service.api,
            environment: RequestEnvironment(authenticator: AdminTokens(), idempotency: service.idempotency))
        try await withServer(handler: handler) { _, port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do {
                        try await service.run()
                    } catch is CancellationError {
                        // The way in which it ends.
                    }
                }
                try await body(port)
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    private func post(_ path: String, _ body: JSONValue, to port: Int) async throws -> Int {
        let client = HTTPClient(.tcp(host: "127.0.0.1", port: port), group: MultiThreadedEventLoopGroup.singleton)
        let head = HTTPRequest(
            method: .post, scheme: "http", authority: "localhost", path: path,
            headerFields: [
                .contentType: "application/json", .authorization: "Bearer admin",
                .userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
            ])
        let response = try await client.send(
            head, body: ByteBuffer(bytes: body.utf8), deadline: Deadline(after: .seconds(60), from: .now()))
        _ = try await response.collect(upTo: 1 << 20)
        try await client.shutDown()
        return Int(response.status.code)
    }

    @Test("What a page sends is in the report, under the site's goals and zone")
    func collected() async throws {
        try await withEvents { port in
            let made = try await post(
                "/v1/sites", ["id": "shop", "timeZone": "Europe/Berlin", "domains": ["shop.example"]], to: port)
            #expect(made == 201)
            let directory = try TemporaryDirectory()
            let log = CollectedLog()
            try await ReportingInstance.with(
                log, directory: directory.path, clock: SystemWallClock(), events: port
            ) { reporting in
                let now = SystemWallClock().now().milliseconds
                for visitor in ["ada", "bob"] {
                    let status = try await post(
                        "/v1/collect",
                        [
                            "site": "shop", "visitor": .string(visitor),
                            "events": [
                                [
                                    "id": .string("1-\(visitor)"), "name": "page_view", "at": .int(now - 9000),
                                    "url": "https://shop.example/a?utm_source=news",
                                ],
                                [
                                    "id": .string("2-\(visitor)"), "name": "purchase", "at": .int(now - 5000),
                                    "url": "https://shop.example/b",
                                    "revenue": 12.5, "currency": "EUR",
                                ],
                            ],
                        ], to: port)
                    #expect((200..<300).contains(status))
                }
                try await reporting.waitForEvents(4, of: "shop")
                let answer = try await reporting.ask([
                    "site_id": "shop.example", "metrics": ["visitors", "pageviews", "events", "total_revenue"],
                    "date_range": "24h", "dimensions": ["visit:source"],
                ])
                #expect(
                    answer.rows == [["news"]: [2, 2, 4, [["amount": 2500, "currency": "EUR"]]]], "\(answer)")
                #expect(try await reporting.send(.get, "/v1/reports/sites/shop").json["timeZone"] == "Europe/Berlin")
            }
        }
    }
}
