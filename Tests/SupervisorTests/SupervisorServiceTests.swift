import Foundation
import Logging
import MeshTestKit
import Testing

@testable import Supervisor

/// Supervisors at work, with services that are scripts.
@Suite("The supervisor at work")
struct SupervisorServiceTests {
    @Test("A mesh comes up, is seen, and goes down without a process or a socket left")
    func upAndDown() async throws {
        try await ScriptMesh.with { mesh in
            try await mesh.supervised { client in
                let pids = try await mesh.pids(client)
                #expect(Set(mesh.processes().map(\.identity.pid)) == Set(pids))
                let status = try await client.status()
                #expect(status.supervisor.state == .starting)
                #expect(status.instances.allSatisfy { $0.state == .starting })
                try await shutDown(client, mesh)
                try await waitUntil("the supervisor to end") { try !SupervisorLock.isHeld(mesh.folder) }
            }
            #expect(!FileManager.default.fileExists(atPath: mesh.folder.controlSocket))
            #expect(try SupervisorStore(path: mesh.folder.store).instances().isEmpty)
        }
    }

    @Test(
        "An instance that dies again and again is in a crash loop, waits longer each time, and what it had started is ended"
    )
    func crashLoop() async throws {
        let policy = RestartPolicy(first: .milliseconds(1), ceiling: .seconds(1000), loopAfter: 3)
        try await ScriptMesh.with(catalog: "#!/bin/sh\nsleep 1000 &\nexit 3", restart: policy) { mesh in
            try await mesh.supervised { client in
                let row = try await waitForValue("the crash loop") {
                    try await client.status().instances.first { $0.state == .crashLooping && $0.restarts >= 8 }
                }
                #expect(row.service == "catalog")
                // The wait has doubled seven times by then and goes on doubling; the gateway is not held up by it.
                #expect(try await client.status().instances.contains { $0.service == "gateway" && $0.restarts == 0 })
                try await waitUntil("all but the gateway to be ended") {
                    let services = mesh.processes().compactMap {
                        ProcessTable.environment(of: $0.identity.pid, MeshSupervisor.instanceVariable)
                    }
                    return services.allSatisfy { $0.hasPrefix("gateway") }
                }
                try await shutDown(client, mesh)
            }
        }
    }

    @Test("A killed instance is replaced, a paused one says so")
    func trials() async throws {
        try await ScriptMesh.with { mesh in
            try await mesh.supervised { client in
                let before = try await mesh.pids(client)
                let met = try await client.post("/v1/services/catalog/kill", TrialRequest(), as: TrialReply.self)
                #expect(met.instances == ["catalog-1-0001"])
                try await waitUntil("another instance") {
                    try await client.status().instances.contains { $0.instance == "catalog-1-0002" && $0.pid != nil }
                }
                let others = try await client.status().instances.filter { $0.service == "gateway" }.compactMap(\.pid)
                #expect(!others.isEmpty && Set(others).isSubset(of: before))
                let choice = TrialRequest(instance: "1")
                _ = try await client.post("/v1/services/gateway/pause", choice, as: TrialReply.self)
                try await waitUntil("the pause to be seen") {
                    try await client.status().instances.contains { $0.service == "gateway" && $0.state == .paused }
                }
            }
        }
    }

    @Test("What cannot be done is refused with words that help")
    func refusals() async throws {
        try await ScriptMesh.with { mesh in
            try await mesh.supervised { client in
                _ = try await mesh.pids(client)
                for (path, body, words) in [
                    ("cat/restart", nil, "there is no service 'cat'; there are catalog, gateway"),
                    ("catalog/scale", ScaleRequest(instances: 17), "17 instances are more than the 16"),
                    ("catalog/deploy", DeployRequest(binary: "/nowhere"), "cannot be run: /nowhere"),
                ] as [(String, (any Encodable & Sendable)?, String)] {
                    let failure = await #expect(throws: CommandFailure.self) {
                        try await client.operate("/v1/services/\(path)", body) { _ in }
                    }
                    #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
                }
                let unknown = await #expect(throws: CommandFailure.self) {
                    let choice = TrialRequest(instance: "9")
                    _ = try await client.post("/v1/services/catalog/kill", choice, as: TrialReply.self)
                }
                #expect(unknown?.description == "catalog has no instance '9'; it has catalog-1-0001")
            }
        }
    }

    @Test("A second supervisor on the same folder, a missing executable and a taken port are errors that say so")
    func cannotBegin() async throws {
        try await ScriptMesh.with { mesh in
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            try await mesh.supervised { client in
                _ = try await mesh.pids(client)
                await #expect(throws: SupervisorError.alreadyRunning(folder: mesh.folder.path)) {
                    try await SupervisorService(configuration: mesh.configuration, logger: logger).run()
                }
            }
            _ = try await mesh.end()
            let taken = try ListeningSocket(host: "127.0.0.1", port: 0)
            var other = mesh.configuration
            other.manifest.publicListener.port = taken.port
            await #expect(throws: SupervisorError.publicAddressTaken(host: "127.0.0.1", port: taken.port)) {
                try await SupervisorService(configuration: other, logger: logger).run()
            }
            other = mesh.configuration
            other.executables = "/nowhere"
            await #expect(throws: SupervisorError.noExecutable(service: "catalog", path: "/nowhere/catalog")) {
                try await SupervisorService(configuration: other, logger: logger).run()
            }
            #expect(mesh.processes().isEmpty)
        }
    }

    private func shutDown(_ client: ControlClient, _ mesh: ScriptMesh) async throws {
        _ = try await client.post("/v1/shutdown", nil, as: MeshStatus.self)
        try await waitUntil("every process to be gone") { mesh.processes().isEmpty }
    }
}
