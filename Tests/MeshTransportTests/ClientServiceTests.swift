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
