import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A client whose real servers are killed, stopped, drained and replaced while it calls them.
@Suite("Instances that go while they are called", .timeLimit(.minutes(1)))
struct ClientResilienceTests {
    private func client(_ servers: [ClientTestServer], _ configuration: ClientConfiguration = .init()) -> ServiceClient
    {
        ServiceClient(
            service: "catalog", source: StaticEndpointSource(["catalog": servers.map(\.endpoint)]),
            group: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
    }

    private func get(_ path: String = "/") -> HTTPRequest {
        HTTPRequest(method: .get, scheme: "http", authority: nil, path: path)
    }

    @Test("Every request in flight when an instance is killed is answered by the other")
    func killed() async throws {
        let (held, isHolding) = (SentBytes(), Flag())
        let doomed = try await ClientTestServer.start("doomed") { exchange, _, end in
            let responder = ClientResponder { exchange, _ in
                exchange.send(head: .answer(200), end: .more)
                exchange.send(body: ByteBuffer(string: "doomed"), end: .last)
            }
            if isHolding.isSet { held.add(1) } else { responder.respond(exchange) }
            return responder
        }
        let well = try await ClientTestServer.start("well", acceptor: ClientAcceptors.named("well"))
        let client = client([doomed, well])
        try await waitUntil("the doomed one is among those that answer") {
            try await client.send(self.get()).collect(upTo: 100) == ByteBuffer(string: "doomed")
        }
        isHolding.set()
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    let response = try await client.send(self.get())
                    return String(buffer: try await response.collect(upTo: 100))
                }
            }
            try await waitUntil("the doomed one holds requests") { held.value > 0 }
            try await doomed.kill()
            var names: [String: Int] = [:]
            for try await name in group { names[name, default: 0] += 1 }
            return names
        }
        #expect(names == ["well": 200])
        try await client.shutDown()
        await well.stop()
        await doomed.stop()
    }

    /// Sends requests from several tasks until told to stop; the failures, and how many were answered by whom.
    private func load(
        _ client: ServiceClient, tasks: Int = 8, while trouble: () async throws -> Void
    ) async throws -> (failures: [String], answers: [String: Int], slowest: Duration) {
        let isOver = Flag()
        return try await withThrowingTaskGroup(of: (String?, String?, Duration)?.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    var failure: String?
                    var last: String?
                    var slowest = Duration.zero
                    while !isOver.isSet, failure == nil {
                        let start = ContinuousClock.now
                        do {
                            let response = try await client.send(self.get())
                            last = String(buffer: try await response.collect(upTo: 100))
                        } catch {
                            failure = "\(error)"
                        }
                        slowest = max(slowest, ContinuousClock.now - start)
                    }
                    return (failure, last, slowest)
                }
            }
            let troubled: Result<Void, any Error>
            do { troubled = .success(try await trouble()) } catch { troubled = .failure(error) }
            isOver.set()
            var failures: [String] = []
            var answers: [String: Int] = [:]
            var slowest = Duration.zero
            for try await case let (failure, last, time)? in group {
                if let failure { failures.append(failure) }
                if let last { answers[last, default: 0] += 1 }
                slowest = max(slowest, time)
            }
            try troubled.get()
            return (failures, answers, slowest)
        }
    }

    @Test("Under load, a rolling replacement of every instance fails no request")
    func rollingDeploy() async throws {
        var servers: [ClientTestServer] = []
        for number in 0..<2 {
            servers.append(try await .start("v0-\(number)", acceptor: ClientAcceptors.named("v0-\(number)")))
        }
        let source = StaticEndpointSource(["catalog": servers.map(\.endpoint)])
        let client = ServiceClient(service: "catalog", source: source, group: MultiThreadedEventLoopGroup.singleton)
        let (failures, answers, _) = try await load(client) {
            for round in 1...3 {
                for number in 0..<2 {
                    let name = "v\(round)-\(number)"
                    let fresh = try await ClientTestServer.start(name, acceptor: ClientAcceptors.named(name))
                    let old = servers[number]
                    servers[number] = fresh
                    source.update("catalog", servers.map(\.endpoint))
                    try await waitUntil("\(name) is connected to") { fresh.connectionCount > 0 }
                    try await old.drain()
                    try await waitUntil("\(old.name) is left") { old.connectionCount == 0 }
                    await old.stop()
                }
            }
        }
        #expect(failures == [])
        #expect(answers.keys.allSatisfy { $0.hasPrefix("v3") || $0.hasPrefix("v2") })
        try await client.shutDown()
        for server in servers { await server.stop() }
    }

    @Test("An instance that drains before the table says so fails no request either")
    func drainFirst() async throws {
        let old = try await ClientTestServer.start("old", acceptor: ClientAcceptors.named("old"))
        let new = try await ClientTestServer.start("new", acceptor: ClientAcceptors.named("new"))
        let client = client([old, new])
        let (failures, _, _) = try await load(client) {
            try await waitUntil("both are connected to") { old.connectionCount > 0 && new.connectionCount > 0 }
            try await old.drain()
            try await waitUntil("the old one is left") { old.connectionCount == 0 }
        }
        #expect(failures == [])
        #expect(try await client.send(get()).collect(upTo: 100) == ByteBuffer(string: "new"))
        try await client.shutDown()
        await old.stop()
        await new.stop()
    }

    @Test("Under load, an instance that is stopped and let go on again fails no request and delays none for long")
    func frozen() async throws {
        let first = try await ClientTestServer.start("first", acceptor: ClientAcceptors.named("first"))
        let second = try await ClientTestServer.start("second", acceptor: ClientAcceptors.named("second"))
        let client = client([first, second])
        let (failures, _, slowest) = try await load(client) {
            try await waitUntil("both are connected to") { first.connectionCount > 0 && second.connectionCount > 0 }
            let thaw = first.freeze()
            defer { thaw.go() }
            let noted = ContinuousClock.now
            try await waitUntil("it is long given up") { ContinuousClock.now - noted > .milliseconds(1_500) }
        }
        #expect(failures == [])
        #expect(slowest < .seconds(5), "the request that met the stopped one went elsewhere")
        try await client.shutDown()
        await first.stop()
        await second.stop()
    }
}
