import MeshTestKit
import Testing

/// Input that no honest client sends, at the public port of the running mesh.
@Suite("The mesh refuses what is hostile", .localMesh, .serialized)
struct HostileInputTests {
    /// Connections at once: some inputs leave the server to wait for more, until its patience ends.
    private static let width = 8

    /// One path that a service answers, through the gateway's proxy, and one that the gateway answers itself.
    private static let paths = ["/v1/products", "/health/ready"]

    @Test("Every hostile input is refused, nothing restarts, and the next good request is answered")
    func refused() async throws {
        let mesh = try LocalMesh.required()
        let before = try await mesh.instances()
        let tables = Self.paths.map { HostileInput.all(path: $0) }
        for table in tables {
            #expect(table.count { $0.version == .http1 } >= 60)
            #expect(table.count { $0.version == .http2 } >= 60)
        }

        let inputs = tables.flatMap { $0 }
        let verdicts = try await Self.verdicts(on: inputs, port: mesh.port)
        #expect(verdicts.count == inputs.count)
        for (input, verdict) in verdicts { #expect(verdict == .refused, "\(input)") }

        let after = try await mesh.readyInstances()
        #expect(after.map(\.pid) == before.map(\.pid), "the same processes")
        #expect(after.allSatisfy { $0.restarts == 0 }, "\(after)")
        for version in Curl.Version.allCases {
            for path in Self.paths {
                let reply = try await Curl(version: version, base: mesh.url).send("GET", path)
                #expect(reply.status == 200, "\(reply)")
            }
        }
    }

    /// What the gateway does with each input, on a connection of its own.
    private static func verdicts(
        on inputs: [HostileInput], port: Int
    ) async throws -> [(HostileInput, HostileVerdict)] {
        try await withThrowingTaskGroup(of: (HostileInput, HostileVerdict).self) { tasks in
            var verdicts: [(HostileInput, HostileVerdict)] = []
            for (begun, input) in inputs.enumerated() {
                if begun >= width, let verdict = try await tasks.next() { verdicts.append(verdict) }
                tasks.addTask {
                    // Twice the longest of the server's own limits.
                    (input, try await HostileVerdict.of(input, port: port, limit: .seconds(60)))
                }
            }
            for try await verdict in tasks { verdicts.append(verdict) }
            return verdicts
        }
    }
}
