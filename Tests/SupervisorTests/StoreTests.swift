import FoundationEssentials
import MeshCore
import MeshTestKit
import Supervisor
import Testing

@Suite("The supervisor's store")
struct StoreTests {
    @Test("What is written down is there for the next supervisor")
    func remembers() throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("orrery.sqlite")
        let instance = InstanceRecord(
            id: InstanceID(service: "catalog", slot: 1, serial: 3), service: "catalog", slot: 1,
            version: Version("abc"),
            process: ProcessIdentity(pid: 77, startTicks: .max), port: 4_321, state: .ready, isIncumbent: true,
            restarts: 2,
            startedAt: Timestamp(milliseconds: 1_700_000_000_123))
        let service = ServiceRecord(name: "catalog", wanted: 2, version: Version("abc"), serial: 3)
        do {
            let store = try SupervisorStore(path: path)
            try store.save(instance)
            try store.save(service)
            try store.setNumber("publicPort", 8_080)
            #expect(try store.nextRevision() == 1)
            #expect(try store.nextRevision() == 2)
        }
        let store = try SupervisorStore(path: path)
        #expect(try store.instances() == [instance])
        #expect(try store.services() == [service])
        #expect(try store.number("publicPort") == 8_080)
        #expect(try store.number("other") == nil)
        #expect(try store.nextRevision() == 3)
        try store.remove(instance.id)
        #expect(try store.instances().isEmpty)
    }

    @Test("An instance without a process is one whose start was cut off")
    func intent() throws {
        let folder = try TemporaryDirectory()
        let store = try SupervisorStore(path: folder.path("orrery.sqlite"))
        let instance = InstanceRecord(
            id: InstanceID("catalog-1-0001"), service: "catalog", slot: 1, version: Version("abc"), port: 1,
            state: .starting,
            isIncumbent: false, restarts: 0, startedAt: Timestamp(milliseconds: 5))
        try store.save(instance)
        #expect(try store.instances() == [instance])
    }

    @Test("Operations are listed newest first")
    func history() throws {
        let folder = try TemporaryDirectory()
        let store = try SupervisorStore(path: folder.path("orrery.sqlite"))
        for number in 1...3 {
            try store.append(
                OperationRecord(
                    service: "catalog", kind: "deploy", version: Version("v\(number)"),
                    startedAt: Timestamp(milliseconds: 1), endedAt: Timestamp(milliseconds: 2), outcome: "succeeded",
                    reason: ""))
        }
        #expect(try store.operations(limit: 2).map(\.version.text) == ["v3", "v2"])
    }

    @Test("An executable is copied once for each content, and a rebuild leaves the old copy alone")
    func shelf() throws {
        let folder = try TemporaryDirectory()
        let store = try SupervisorStore(path: folder.path("orrery.sqlite"))
        let shelf = ExecutableShelf(path: folder.path("bin"), store: store)
        let source = folder.path("catalog")
        try write("#!/bin/sh\nexit 1\n", to: source)
        let first = try shelf.shelve(source, of: "catalog")
        #expect(first.text.count == 12)
        #expect(try shelf.shelve(source, of: "catalog") == first)
        try FileManager.default.removeItem(atPath: source)
        try write("#!/bin/sh\nexit 22\n", to: source)
        let second = try shelf.shelve(source, of: "catalog")
        #expect(second != first)
        let old = try String(contentsOfFile: shelf.executable(of: "catalog", first), encoding: .utf8)
        #expect(old == "#!/bin/sh\nexit 1\n")
    }

    @Test("Old executables go, except the last three and those that run")
    func prunes() throws {
        let folder = try TemporaryDirectory()
        let store = try SupervisorStore(path: folder.path("orrery.sqlite"))
        let shelf = ExecutableShelf(path: folder.path("bin"), store: store)
        var versions: [Version] = []
        for number in 1...6 {
            let source = folder.path("catalog\(number)")
            try write("#!/bin/sh\nexit \(number)\n", to: source)
            versions.append(try shelf.shelve(source, of: "catalog"))
        }
        try shelf.prune("catalog", keeping: [versions[0]])
        #expect(shelf.isShelved("catalog", versions[0]))
        #expect(versions.count { shelf.isShelved("catalog", $0) } == 4)
    }

    @Test("What cannot be run is not shelved")
    func notExecutable() throws {
        let folder = try TemporaryDirectory()
        let store = try SupervisorStore(path: folder.path("orrery.sqlite"))
        let shelf = ExecutableShelf(path: folder.path("bin"), store: store)
        #expect(throws: ProcessFailure.self) { try shelf.shelve(folder.path("missing"), of: "catalog") }
    }

    private func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
}
