import HTTPTypes
import IdentityAPI
import MeshTestKit
import MeshTransport
import Testing

@testable import Identity

@Suite("The typed client of identity")
struct IdentityClientTests {
    /// Runs a body against identity on a socket.
    private func withClient(
        _ bench: IdentityBench, outage: HTTPResponse.Status? = nil, _ body: (IdentityClient) async throws -> Void
    ) async throws {
        try await withServiceClient(
            of: "identity", handler: DoorHandler(door: IdentityDoor(bench), outage: outage)
        ) {
            try await body(IdentityClient($0))
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
            await #expect(throws: ServiceRefusal.self) {
                _ = try await client.signingKey(
                    DeriveSigningKey(accessKeyId: "x", date: "x", region: "x", service: "x"))
            }
        }
    }

    @Test("says the status of an answer that should not be")
    func outage() async throws {
        try await withClient(try await IdentityBench(), outage: .internalServerError) { client in
            await #expect(throws: ServiceRefusal(service: "identity", status: 500, problem: nil)) {
                _ = try await client.keySet()
            }
        }
    }
}
