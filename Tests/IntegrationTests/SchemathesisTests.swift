import Foundation
import Testing

/// The mesh held against its own document by schemathesis, which sends what the schemas allow and what they do not.
@Suite("The mesh keeps to its document", .localMesh, .serialized)
struct SchemathesisTests {
    @Test("Schemathesis finds nothing, with the rights of an administrator")
    func administrator() async throws {
        let mesh = try LocalMesh.required()
        // An operator's token has no session, so that no operation can end what it stands on.
        try await Self.run(at: mesh, token: try await mesh.token(role: "admin"))
    }

    @Test("Schemathesis finds nothing, with the rights of a user")
    func user() async throws {
        let mesh = try LocalMesh.required()
        let curl = Curl(version: .http2, base: mesh.url)
        let credentials = #"{"email": "ada@example.org", "password": "correct horse battery"}"#
        let registered = try await curl.send("POST", "/v1/accounts", json: credentials)
        try #require(registered.status == 201, "\(registered)")
        let loggedIn = try await curl.send("POST", "/v1/sessions", json: credentials)
        let token = try loggedIn.decode(WalkthroughTests.Tokens.self).accessToken
        // These two would end the session that the rest of the requests need.
        // Most operations refuse a user whatever is said: some requests show it, and the corners are the administrator's.
        try await Self.run(
            at: mesh, token: token, without: ["endCurrentSession", "endSession"],
            options: ["--phases", "examples,fuzzing,stateful", "--max-examples", "10"])
    }

    private static func run(
        at mesh: LocalMesh, token: String, without operations: [String] = [], options: [String] = []
    ) async throws {
        let folder = LocalMesh.root.appending(path: "orchestration/contract")
        let hooks = folder.appending(path: "hooks.py").path(percentEncoded: false)
        let result = try await Python(environment: ["SCHEMATHESIS_HOOKS": hooks]).run(
            "schemathesis.cli",
            [
                "--config-file", folder.appending(path: "schemathesis.toml").path(percentEncoded: false),
                "run", "\(mesh.url)/openapi.json", "--no-color", "--header", "Authorization: Bearer \(token)",
            ] + options + operations.flatMap { ["--exclude-operation-id", $0] })
        #expect(result.exitCode == 0, "\(result.output)\n\(result.errors)")
        let count = try #require(
            result.output.firstMatch(of: /(\d+) generated/).flatMap { Int($0.1) }, "\(result.output)")
        #expect(count > 500, "some for every operation")

        let after = try await mesh.readyInstances()
        #expect(after.allSatisfy { $0.restarts == 0 }, "\(after)")
    }
}
