import Glibc
import MeshTestKit
import Testing

@testable import Supervisor

/// What a supervisor makes of the processes that the last one left.
@Suite("A supervisor that follows another")
struct SupervisorAdoptionTests {
    @Test("The instances outlive a supervisor, and the next one takes the same processes over")
    func adopts() async throws {
        try await ScriptMesh.with { mesh in
            let before = try await mesh.supervised { try await mesh.pids($0) }
            #expect(Set(mesh.processes().map(\.identity.pid)) == Set(before))
            let recorded = try #require(try MeshSurvey.recorded(mesh.folder))
            #expect(Set(recorded.instances.compactMap(\.pid)) == Set(before))
            #expect(recorded.supervisor.state == .absent)
            try await mesh.supervised { client in
                let after = try await mesh.pids(client)
                #expect(after == before)
                #expect(try await client.status().supervisor.adopted == 2)
            }
            #expect(try await mesh.end() == 2)
            #expect(mesh.processes().isEmpty)
        }
    }

    @Test("An adopted instance is watched: when it dies, another takes its place")
    func watchesAdopted() async throws {
        try await ScriptMesh.with { mesh in
            let before = try await mesh.supervised { try await mesh.pids($0) }
            try await mesh.supervised { client in
                #expect(try await mesh.pids(client) == before)
                try #require(kill(before[0], SIGKILL) == 0)
                let row = try await waitForValue("another instance") {
                    try await client.status().instances.first { $0.instance == "catalog-1-0002" && $0.pid != nil }
                }
                #expect(row.restarts == 1)
            }
        }
    }

    @Test("A process whose start was not written down any more is found by its mark")
    func adoptsUnwritten() async throws {
        try await ScriptMesh.with { mesh in
            let before = try await mesh.supervised { try await mesh.pids($0) }
            try change(mesh) { $0.process = nil }
            let after = try await mesh.supervised { try await mesh.pids($0) }
            #expect(after == before)
        }
    }

    @Test("One that died while no supervisor was there is started again")
    func diedMeanwhile() async throws {
        try await ScriptMesh.with { mesh in
            let before = try await mesh.supervised { try await mesh.pids($0) }
            try #require(kill(before[0], SIGKILL) == 0)
            try await waitUntil("it to be gone") { mesh.processes().map(\.identity.pid) == [before[1]] }
            try await mesh.supervised { client in
                let after = try await mesh.pids(client)
                #expect(after[1] == before[1])
                #expect(after[0] != before[0])
                let status = try await client.status()
                #expect(status.supervisor.adopted == 1)
                #expect(status.instances.map(\.instance) == ["catalog-1-0002", "gateway-1-0001"])
            }
        }
    }

    @Test("A stranger that has got the pid of a dead instance is neither taken for it nor ended")
    func reusedPID() async throws {
        let folder = try TemporaryDirectory()
        let stranger = try ProcessSpawner.spawn(
            ProcessSpecification(
                executable: "/bin/sleep", arguments: ["1000"], environment: [:], directory: folder.path,
                logFile: folder.path("log")))
        let handle = try ProcessHandle(stranger)
        try await ScriptMesh.with { mesh in
            let before = try await mesh.supervised { try await mesh.pids($0) }
            try change(mesh) { record in
                guard record.service == "catalog" else { return }
                record.process = ProcessIdentity(pid: stranger.pid, startTicks: stranger.startTicks - 1)
            }
            try await mesh.supervised { client in
                let after = try await mesh.pids(client)
                #expect(after[1] == before[1])
                #expect(![before[0], stranger.pid].contains(after[0]))
                // Nobody knows the old one any more: it is ended, so that no two hold one place.
                try await waitUntil("the old one to be ended") {
                    Set(mesh.processes().map(\.identity.pid)) == Set(after)
                }
            }
            #expect(ProcessTable.reading(stranger) != nil)
        }
        try handle.signal(SIGKILL)
    }

    @Test("What no record knows of is ended by the next supervisor")
    func strays() async throws {
        try await ScriptMesh.with { mesh in
            let before = try await mesh.supervised { try await mesh.pids($0) }
            let store = try SupervisorStore(path: mesh.folder.store)
            for record in try store.instances() { try store.remove(record.id) }
            try await mesh.supervised { client in
                let after = try await mesh.pids(client)
                #expect(Set(after).isDisjoint(with: before))
                try await waitUntil("the old ones to be ended") {
                    Set(mesh.processes().map(\.identity.pid)) == Set(after)
                }
            }
        }
    }

    private func change(_ mesh: ScriptMesh, _ edit: (inout InstanceRecord) -> Void) throws {
        let store = try SupervisorStore(path: mesh.folder.store)
        for var record in try store.instances() {
            edit(&record)
            try store.save(record)
        }
    }
}
