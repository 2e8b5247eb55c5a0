import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A client and real servers, over sockets.
@Suite("Calling a service over sockets", .timeLimit(.minutes(1)))
struct ClientServiceTests {
    private func client(_ servers: [ClientTestServer], _ configuration: ClientConfiguration = .init()) -> ServiceClient
    {
        ServiceClient(
            service: "catalog", source: StaticEndpointSource(["catalog": servers.map(\.endpoint)]),
            group: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
    }

    private func get(_ path: String = "/") -> HTTPRequest {
        HTTPRequest(method: .get, scheme: "http", authority: nil, path: path)
    }

    @Test("A request reaches an instance and its answer comes back")
    func roundTrip() async throws {
        let server = try await ClientTestServer.start("a", acceptor: ClientAcceptors.named("a"))
        let client = client([server])
        let response = try await client.send(get())
        #expect(response.status == .ok)
        #expect(try await response.collect(upTo: 100) == ByteBuffer(string: "a"))
        try await client.shutDown()
        await server.stop()
    }

    @Test("A body of a megabyte goes there and back")
    func largeBody() async throws {
        let server = try await ClientTestServer.start("a", acceptor: ClientAcceptors.echo)
        let client = client([server])
        let body = ByteBuffer(bytes: (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        var request = get()
        request.method = .post
        let response = try await client.send(request, body: body)
        #expect(try await response.collect(upTo: 2_000_000) == body)
        try await client.shutDown()
        await server.stop()
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

    @Test("A cancelled task resets the stream")
    func cancelled() async throws {
        let (begun, reset) = (Flag(), Flag())
        let server = try await ClientTestServer.start("a") { _, _, _ in
            begun.set()
            return FailureListener { reset.set() }
        }
        let client = client([server])
        let task = Task { try await client.send(self.get()) }
        try await waitUntil("the request is there") { begun.isSet }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        try await waitUntil("the stream is reset") { reset.isSet }
        try await client.shutDown()
        await server.stop()
    }

    @Test("A request that is given up in the turn of the loop in which it was made leaves its connection whole")
    func cancelledAtOnce() async throws {
        let server = try await ClientTestServer.start("a", acceptor: ClientAcceptors.named("a"))
        let client = ServiceClient(
            service: "catalog", source: StaticEndpointSource(["catalog": [server.endpoint]]),
            group: MultiThreadedEventLoopGroup.singleton.any())
        _ = try await client.send(get())
        for _ in 0..<200 {
            let task = Task { try await client.send(self.get()) }
            task.cancel()
            // Answered or cancelled, as chance has it.
            _ = try? await task.value
        }
        let response = try await client.send(get())
        #expect(try await response.collect(upTo: 100) == ByteBuffer(string: "a"))
        #expect(server.connectionCount == 1)
        try await client.shutDown()
        await server.stop()
    }

    @Test("An answer whose body nobody reads any more is cancelled")
    func letGo() async throws {
        let reset = Flag()
        let server = try await ClientTestServer.start("a") { exchange, _, _ in
            exchange.send(head: .answer(200), end: .more)
            return FailureListener { reset.set() }
        }
        let client = client([server])
        do {
            let response = try await client.send(get())
            #expect(response.status == .ok)
        }
        try await waitUntil("the stream is reset") { reset.isSet }
        try await client.shutDown()
        await server.stop()
    }

    @Test("A peer may send only as much as the reader reads")
    func backPressure() async throws {
        let sent = SentBytes()
        let server = try await ClientTestServer.start("a") { exchange, _, _ in
            EndlessAnswer(exchange, sent: sent)
        }
        var configuration = ClientConfiguration()
        configuration.http2.streamWindow = 256 * 1024
        let client = client([server], configuration)
        let response = try await client.send(get())
        try await waitUntil("the window is full") { sent.value > 256 * 1024 }
        var last = -1
        try await waitUntil("the peer has stopped") {
            defer { last = sent.value }
            return last == sent.value
        }
        #expect(last < 1024 * 1024)
        var read = 0
        for try await part in response.body {
            read += part.readableBytes
            if read > 4 * 1024 * 1024 { break }
        }
        #expect(sent.value > 4 * 1024 * 1024)
        try await client.shutDown()
        await server.stop()
    }

    @Test("A body in parts is sent as it comes, and its answer read; a body that is too long is refused")
    func streaming() async throws {
        let server = try await ClientTestServer.start("a", acceptor: ClientAcceptors.echo)
        let client = client([server])
        var request = get()
        request.method = .put
        let parts = AsyncStream<ByteBuffer> { continuation in
            for number in 0..<100 { continuation.yield(ByteBuffer(repeating: UInt8(number), count: 20_000)) }
            continuation.finish()
        }
        let response = try await client.send(request, streaming: parts)
        #expect(try await response.collect(upTo: 2_000_000).readableBytes == 2_000_000)
        let other = try await client.send(request, body: ByteBuffer(repeating: 1, count: 1_000))
        await #expect(throws: ExchangeFailure.self) { try await other.collect(upTo: 999) }
        try await client.shutDown()
        await server.stop()
    }

    @Test("The deadline passes on time, and the server is told of it")
    func deadline() async throws {
        let told = SentBytes()
        let server = try await ClientTestServer.start("a") { _, head, _ in
            told.add(head.string("x-deadline-ms").flatMap { Int($0) } ?? 0)
            return ClientResponder { _, _ in }
        }
        let client = client([server])
        let start = ContinuousClock.now
        let failure = await #expect(throws: ExchangeFailure.self) {
            try await client.send(get(), deadline: Deadline(after: .milliseconds(150), from: .now()))
        }
        #expect(failure?.reason == .deadlineExceeded)
        #expect(ContinuousClock.now - start >= .milliseconds(149))
        #expect(told.value > 0 && told.value <= 150)
        try await client.shutDown()
        await server.stop()
    }

    @Test("A client of one address calls a UNIX domain socket, and fails at once when nobody listens")
    func oneAddress() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("control.sock")
        let client = HTTPClient(.unixDomainSocket(path: path), group: MultiThreadedEventLoopGroup.singleton)
        let start = ContinuousClock.now
        let failure = await #expect(throws: ExchangeFailure.self) { try await client.send(get()) }
        #expect(failure?.reason == .connectFailed)
        #expect(ContinuousClock.now - start < .seconds(3))
        let server = try await ClientTestServer.start("control", path: path, acceptor: ClientAcceptors.named("control"))
        let response = try await client.send(get("/v1/status"))
        #expect(try await response.collect(upTo: 100) == ByteBuffer(string: "control"))
        try await client.shutDown()
        await #expect(throws: ExchangeFailure.self) { try await client.send(get()) }
        await server.stop()
    }
}

/// Hears of the end of a request that is never answered.
private final class FailureListener: ExchangeDelegate {
    private let onFailure: () -> Void

    init(_ onFailure: @escaping () -> Void) {
        self.onFailure = onFailure
    }

    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {}

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {}

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {}

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {
        onFailure()
    }

    func exchangeBecameWritable(_ exchange: any Exchange) {}
}

/// Sends as much as it may, for ever.
private final class EndlessAnswer: ExchangeDelegate {
    private let sent: SentBytes

    init(_ exchange: any Exchange, sent: SentBytes) {
        self.sent = sent
        exchange.send(head: .answer(200), end: .more)
        write(exchange)
    }

    private func write(_ exchange: any Exchange) {
        while exchange.isWritable {
            exchange.send(body: ByteBuffer(repeating: 1, count: 16_384), end: .more)
            sent.add(16_384)
        }
    }

    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {}

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {}

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {}

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {}

    func exchangeBecameWritable(_ exchange: any Exchange) {
        write(exchange)
    }
}

/// A count that a server's loop and a test share.
private final class SentBytes: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add(_ bytes: Int) {
        count.add(bytes, ordering: .relaxed)
    }
}

/// A condition that a server's loop reports and a test waits for.
private final class Flag: Sendable {
    private let state = Atomic<Bool>(false)

    var isSet: Bool { state.load(ordering: .relaxed) }

    func set() {
        state.store(true, ordering: .relaxed)
    }
}
