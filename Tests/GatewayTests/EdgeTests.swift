import Foundation
import Gateway
import HTTPTypes
import Logging
import MeshCore
import MeshRuntime
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Testing

struct EdgeTests {
    private func configuration(_ routes: [(String, String)], _ port: Int) throws -> GatewayConfiguration {
        let list = routes.map { JSONValue.object(["prefix": .string($0.0), "service": .string($0.1)]) }
        return try GatewayConfiguration(
            ConfigurationValues(
                sections: ["routes": .array(list), "upstreams": ["shop": [.string("127.0.0.1:\(port)")]]]))
    }

    private static let shop = Backend.handler("shop") { request, writer in
        guard request.head.path == "/openapi.json" else {
            return writer.respond(.init(status: .ok), body: ByteBuffer(string: "shop"))
        }
        writer.respond(
            .init(status: .ok),
            body: ByteBuffer(string: #"{"openapi": "3.1.0", "paths": {"/a": {"get": {}}, "/b": {"get": {}}}}"#))
    }

    /// Runs the edge behind a server of its own.
    private func withEdge(
        _ edge: Edge, _ body: (HTTPClient) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let server = HTTPServer(
            listeners: [.bind("127.0.0.1", port: 0)], group: group,
            acceptor: edge.acceptor(own: Backend.named("own").acceptor))
        try await server.bind()
        let client = HTTPClient(.tcp(host: "127.0.0.1", port: server.port ?? 0), group: group)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            let following = Task { await edge.follow() }
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await body(client))
            } catch {
                outcome = .failure(error)
            }
            try await client.shutDown()
            server.beginDrain(limit: .zero)
            try await tasks.waitForAll()
            following.cancel()
            await following.value
            try await edge.close()
            try outcome.get()
        }
    }

    private func get(_ path: String, _ client: HTTPClient) async throws -> (status: Int, body: String) {
        let response = try await client.send(HTTPRequest(method: .get, scheme: "http", authority: "a", path: path))
        return (response.status.code, String(buffer: try await response.collect(upTo: 1 << 20)))
    }

    private func foundation() -> Edge.Foundation {
        Edge.Foundation(
            group: MultiThreadedEventLoopGroup.singleton, endpoints: StaticEndpointSource([:]),
            logger: Logger(label: "test"), report: { _ in })
    }

    @Test("The gateway serves its routes, its own paths, and the document of its services")
    func serves() async throws {
        try await withGateway(["shop": [Self.shop]]) { behind in
            let port = behind.backends[0].port ?? 0
            let edge = Edge(try configuration([("/a", "shop")], port), on: foundation())
            try await withEdge(edge) { client in
                let answer = try await get("/a", client)
                #expect(answer.body == "shop")
                for path in ["/metrics", "/health/ready", "/health/live"] {
                    let own = try await get(path, client)
                    #expect(own.body == "own")
                }
                let document = try JSONValue(parsing: try await get("/openapi.json?x=1", client).body)
                #expect(document["paths"]?.objectValue?.names == ["/a"])
                let missing = try await get("/b", client)
                #expect(missing.status == 404)
                try await edge.check.check()
            }
        }
    }

    @Test("A changed file is read again; a faulty one changes nothing")
    func reloads() async throws {
        try await withGateway(["shop": [Self.shop]]) { behind in
            let port = behind.backends[0].port ?? 0
            let directory = try TemporaryDirectory()
            let path = directory.path + "/routes.yaml"
            try Data("1".utf8).write(to: URL(filePath: path))
            let next = Mutexed<[(String, String)]?>([("/b", "shop")])
            let reload = ConfigurationReload(path: path) {
                guard let routes = next.value else { throw ConfigurationError("faulty") }
                return try configuration(routes, port)
            }
            let edge = Edge(try configuration([("/a", "shop")], port), on: foundation(), reload: reload)
            try await withEdge(edge) { client in
                let before = try await get("/b", client)
                #expect(before.status == 404)
                try await waitUntil("the new route is followed") {
                    try Data(UUID().uuidString.utf8).write(to: URL(filePath: path))
                    return try await get("/b", client).status == 200
                }
                let gone = try await get("/a", client)
                #expect(gone.status == 404)
                next.change { $0 = nil }
                try Data("faulty".utf8).write(to: URL(filePath: path))
                let kept = try await get("/b", client)
                #expect(kept.status == 200)
            }
        }
    }

    @Test("Without upstreams the gateway is ready when it knows where services are")
    func readiness() async throws {
        let source = StaticEndpointSource([:])
        var foundation = foundation()
        foundation.endpoints = source
        let values = ConfigurationValues(sections: ["routes": [["prefix": "/", "service": "shop"]]])
        let edge = Edge(try GatewayConfiguration(values), on: foundation)
        await #expect(throws: Edge.NotReady.self) { try await edge.check.check() }
        source.update("shop", [Endpoint(instance: "one", host: "h", port: 1)])
        try await edge.check.check()
    }

    @Test("The file to watch is the one that the arguments name")
    func path() {
        #expect(ConfigurationReload.path(in: ["gateway", "--config", "a.yaml", "--edge-port", "1"]) == "a.yaml")
        #expect(ConfigurationReload.path(in: ["gateway", "--config=b.yaml"]) == "b.yaml")
        #expect(ConfigurationReload.path(in: ["gateway", "--config"]) == nil)
        #expect(ConfigurationReload.path(in: ["gateway"]) == nil)
    }
}
