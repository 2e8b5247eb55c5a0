import HTTPTypes
import IdentityAPI
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Testing

@testable import Identity

@Suite("The typed client of identity")
struct IdentityClientTests {
    /// Runs a body against identity on a socket.
    private func withClient(
        _ bench: IdentityBench, outage: HTTPResponse.Status? = nil, _ body: (IdentityClient) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let handler = DoorHandler(door: IdentityDoor(bench), outage: outage)
        let server = HTTPServer(
            listeners: [.bind("127.0.0.1", port: 0)], group: group, acceptor: TaskAcceptor(handler).acceptor)
        try await server.bind()
        let endpoint = Endpoint(instance: "identity-1", host: "127.0.0.1", port: try #require(server.port))
        let client = ServiceClient(
            service: "identity", source: StaticEndpointSource(["identity": [endpoint]]), group: group)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await server.run() }
            do {
                try await body(IdentityClient(client))
            } catch {
                Issue.record(error)
            }
            try await client.shutDown()
            server.beginDrain(limit: .zero)
            try await tasks.waitForAll()
        }
    }

    @Test("reads the key set, asks who holds a key, and derives what verifies a signature")
    func asks() async throws {
        let bench = try await IdentityBench()
        let account = try await bench.register()
        let bearer = try await bench.parts.keys.create(CreateAPIKey(name: "a"), for: account.id, from: .mesh)
        let aws = try await bench.parts.keys.create(CreateAPIKey(name: "b", kind: .aws), for: account.id, from: .mesh)
        try await withClient(bench) { client in
            #expect(try await client.keySet() == bench.parts.ring.published)
            let holder = try await client.verify(VerifyAPIKey(key: try #require(bearer.key)))
            #expect(holder?.keyId == bearer.id && holder?.subject == account.id)
            #expect(try await client.verify(VerifyAPIKey(key: "ork_unknown")) == nil)
            let question = DeriveSigningKey(
                accessKeyId: try #require(aws.accessKeyId), date: "20261121", region: "local", service: "states")
            #expect(try await client.signingKey(question) == (try bench.parts.keys.signingKey(question)))
            await #expect(throws: IdentityClientError.self) {
                _ = try await client.signingKey(
                    DeriveSigningKey(accessKeyId: "x", date: "x", region: "x", service: "x"))
            }
        }
    }

    @Test("says the status of an answer that should not be")
    func outage() async throws {
        try await withClient(try await IdentityBench(), outage: .internalServerError) { client in
            await #expect(throws: IdentityClientError(status: 500, problem: nil)) { _ = try await client.keySet() }
        }
    }
}
