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

    @Test("An executable is kept once for each content, and a rebuild leaves the old one alone")
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
        let inodes = try [source, shelf.executable(of: "catalog", second)].map {
            try FileManager.default.attributesOfItem(atPath: $0)[.systemFileNumber] as? Int
        }
        #expect(inodes[0] != nil && inodes[0] == inodes[1], "nothing is copied")
    }

    @Test("What was written over where it lay is not taken for what it was")
    func writtenOver() throws {
        let folder = try TemporaryDirectory()
        let store = try SupervisorStore(path: folder.path("orrery.sqlite"))
        let shelf = ExecutableShelf(path: folder.path("bin"), store: store)
        let source = folder.path("catalog")
        try write("#!/bin/sh\nexit 1\n", to: source)
        let first = try shelf.shelve(source, of: "catalog")
        try "#!/bin/sh\nexit 22\n".write(toFile: source, atomically: false, encoding: .utf8)
        #expect(try !shelf.isShelved("catalog", first))
        let second = try shelf.shelve(source, of: "catalog")
        #expect(second != first)
        #expect(try shelf.isShelved("catalog", second))
    }

    @Test(
        "An executable of another file system is copied, also through a symbolic link",
        .enabled(if: StoreTests.canRunFromMemory))
    func copied() throws {
        let folder = try TemporaryDirectory()
        let store = try SupervisorStore(path: folder.path("orrery.sqlite"))
        let shelf = ExecutableShelf(path: folder.path("bin"), store: store)
        let file = Self.fileInMemory
        defer { try? FileManager.default.removeItem(atPath: file) }
        try write("#!/bin/sh\nexit 1\n", to: file)
        try FileManager.default.createSymbolicLink(atPath: folder.path("catalog"), withDestinationPath: file)
        let version = try shelf.shelve(folder.path("catalog"), of: "catalog")
        try FileManager.default.removeItem(atPath: file)
        #expect(try shelf.isShelved("catalog", version))
    }

    private static var fileInMemory: String { "/dev/shm/orrery-\(UInt64.random(in: 0 ... .max))" }

    /// Whether there is a file system besides, and programs may be run from it.
    private static var canRunFromMemory: Bool {
        let path = fileInMemory
        defer { try? FileManager.default.removeItem(atPath: path) }
        return FileManager.default.createFile(
            atPath: path, contents: Data(), attributes: [.posixPermissions: 0o755])
            && FileManager.default.isExecutableFile(atPath: path)
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
        #expect(try shelf.isShelved("catalog", versions[0]))
        #expect(try versions.filter { try shelf.isShelved("catalog", $0) }.count == 4)
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
