import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
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
        let doomed = try await ClientTestServer.start("doomed", acceptor: ClientAcceptors.silent)
        let well = try await ClientTestServer.start("well", acceptor: ClientAcceptors.named("well"))
        let client = client([doomed, well])
        let (names, _) = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    let response = try await client.send(self.get())
                    return String(buffer: try await response.collect(upTo: 100))
                }
            }
            try await waitUntil("both have connections") { doomed.connectionCount > 0 && well.connectionCount > 0 }
            try await doomed.kill()
            var names: [String: Int] = [:]
            for try await name in group { names[name, default: 0] += 1 }
            return (names, ())
        }
        #expect(names == ["well": 200])
        try await client.shutDown()
        await well.stop()
        await doomed.stop()
    }
}
