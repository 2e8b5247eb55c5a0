import Foundation
import Testing

/// What the mesh sends of its own accord, through its gateway and to somebody's server.
@Suite("Events are pushed", .localMesh, .serialized)
struct PushTests {
    @Test(
        "While instances are killed, every event of a webhook arrives, in its order, and what repeats has the same id",
        .timeLimit(.minutes(3)))
    func kills() async throws {
        try await Self.run("webhooks.py")
    }

    @Test("A WebSocket through the gateway tells what has come and what comes", .timeLimit(.minutes(1)))
    func listening() async throws {
        try await Self.run("websocket.py")
    }

    private static func run(_ name: String) async throws {
        let mesh = try LocalMesh.required()
        let script = LocalMesh.root.appending(path: "Tests/IntegrationTests/Scripts/\(name)")
        var variables = mesh.script.environment
        variables["MESH_URL"] = mesh.url
        variables["MESH_TOKEN"] = try await mesh.token(role: "admin")
        variables["PYTHONDONTWRITEBYTECODE"] = "1"
        let result = try await Python(environment: variables).run(
            script: script.path(percentEncoded: false), [mesh.script.executable])
        #expect(result.exitCode == 0 && result.output.hasSuffix("all is well\n"), "\(result.output)\n\(result.errors)")
    }
}
