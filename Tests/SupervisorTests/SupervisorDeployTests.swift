import MeshTestKit
import MeshTransport
import Testing

@testable import Supervisor

/// Deploys of services that are scripts.
@Suite("A supervisor that deploys")
struct SupervisorDeployTests {
    @Test("A deploy replaces one instance after the other, and the table always has as many as there should be")
    func rolls() async throws {
        try await ScriptMesh.with(catalog: ScriptMesh.answering()) { mesh in
            try await mesh.supervised { client in
                try await client.operate("/v1/services/catalog/scale", ScaleRequest(instances: 2)) { _ in }
                let before = try await catalogs(client)
                #expect(before.map(\.instance) == ["catalog-1-0001", "catalog-2-0002"])
                #expect(before.allSatisfy { $0.state == .ready })
                try mesh.write("catalog", ScriptMesh.answering() + "\n# Another version.")
                let new = ["catalog-1-0003", "catalog-2-0004"]
                async let fewest = fewestEndpoints(client, until: new)
                var steps: [OperationEvent] = []
                try await client.operate("/v1/services/catalog/deploy", DeployRequest()) { steps.append($0) }
                #expect(try await fewest == 2)
                #expect(steps.last?.outcome == .succeeded)
                let after = try await catalogs(client)
                #expect(after.map(\.instance) == new)
                #expect(after.allSatisfy { $0.state == .ready && $0.restarts == 0 })
                #expect(Set(after.map(\.version)).isDisjoint(with: before.map(\.version)))
                #expect(Set(after.map(\.version)).count == 1)
                let running = Set(mesh.processes().map(\.identity.pid))
                #expect(running.isDisjoint(with: before.compactMap(\.pid)))
                #expect(running.isSuperset(of: after.compactMap(\.pid)))
            }
        }
    }

    @Test("A deploy whose instance fails says why, with the last lines of its log, and changes nothing")
    func fails() async throws {
        try await ScriptMesh.with(catalog: ScriptMesh.answering()) { mesh in
            try await mesh.supervised { client in
                try await waitUntil("the instance to be ready") {
                    try await catalogs(client).map(\.state) == [.ready]
                }
                let before = try await catalogs(client)
                try mesh.write("broken", "#!/bin/sh\necho this is broken >&2\nexit 3")
                let request = DeployRequest(binary: mesh.directory.path("bin/broken"))
                var events: [OperationEvent] = []
                let failure = await #expect(throws: CommandFailure.self) {
                    try await client.operate("/v1/services/catalog/deploy", request) { events.append($0) }
                }
                #expect(failure?.description == "deploy of catalog failed: catalog-1-0002 exited with code 3")
                #expect(events.last?.log == ["this is broken"])
                let after = try await catalogs(client)
                #expect(after.map(\.pid) == before.map(\.pid))
                #expect(after.map(\.version) == before.map(\.version))
            }
        }
    }

    /// Looks at the catalog's endpoints until they are these, and tells how few there were meanwhile.
    private func fewestEndpoints(_ client: ControlClient, until instances: [String]) async throws -> Int {
        var fewest = Int.max
        try await waitUntil("the endpoints to be \(instances)") {
            let table = try await client.get("/v1/endpoints?watch=false", as: EndpointTable.self)
            let endpoints = table.services["catalog"] ?? []
            fewest = min(fewest, endpoints.count)
            return endpoints.map(\.instance) == instances
        }
        return fewest
    }

    private func catalogs(_ client: ControlClient) async throws -> [InstanceStatus] {
        try await client.status().instances.filter { $0.service == "catalog" }
    }
}
