import Gateway
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOPosix
import Testing

/// Requests that pass the gateway and two services behind each other, over real sockets.
struct HopsTests {
    /// Runs a gateway in front of a service that calls another one.
    private func withHops(
        _ body: (_ gateway: GatewayUnderTest, _ first: Hop, _ last: Hop) async throws -> Void
    ) async throws {
        let directory = try TemporaryDirectory()
        let last = Hop.last("last")
        try await withServer(
            configuration: .mesh, acceptor: try last.backend(dataDirectory: directory.path).acceptor
        ) { _, port in
            let endpoint = Endpoint(instance: "last-1", host: "127.0.0.1", port: port)
            let client = ServiceClient(
                service: "last", source: StaticEndpointSource(["last": [endpoint]]),
                group: MultiThreadedEventLoopGroup.singleton)
            let first = Hop.calling(client, "first")
            let result: Result<Void, any Error>
            do {
                try await withGateway(["shop": [try first.backend(dataDirectory: directory.path)]]) { gateway in
                    try await body(gateway, first, last)
                }
                result = .success(())
            } catch {
                result = .failure(error)
            }
            try await client.shutDown()
            try result.get()
        }
    }

    private func waitForAll(_ first: Hop, _ last: Hop) async throws {
        try await waitUntil("every handler is stopped", state: { "\(first.log.value), \(last.log.value)" }) {
            first.stopped == first.began && last.stopped == last.began
        }
    }

    @Test("A client's deadline of 50 ms ends the work at every hop, and none is told of more")
    func deadline() async throws {
        try await withHops { gateway, first, last in
            try await waitUntil("a request comes as far as the last hop") {
                // On a busy machine the deadline may pass on the way; the next one does better.
                let answer = try await gateway.raw(
                    "GET /wait HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Deadline-Ms: 50\r\n\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 504 "), "\(answer)")
                return last.began > 0
            }
            try await waitForAll(first, last)
            for remaining in first.log.value.remaining + last.log.value.remaining {
                let remaining = try #require(remaining, "every hop has a deadline")
                #expect(remaining <= 50)
            }
        }
    }

    @Test("A client that cancels or goes away stops the handlers of every hop")
    func cancel() async throws {
        try await withHops { gateway, first, last in
            let task = Task { try await gateway.send(.get, "/wait") }
            try await waitUntil("the last handler began") { last.began == 1 }
            task.cancel()
            _ = await task.result
            try await waitForAll(first, last)

            let socket = try await RawSocket.connect(port: gateway.port)
            try await socket.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
            try await waitUntil("the last handler began again") { last.began == 2 }
            try await socket.abort()
            try await waitForAll(first, last)
            #expect(first.began == 2 && last.began == 2, "nobody tried again")
        }
    }
}
