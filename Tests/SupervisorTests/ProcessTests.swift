import Foundation
import Glibc
import MeshTestKit
import Supervisor
import Synchronization
import Testing

@Suite("Processes")
struct ProcessTests {
    func shell(_ script: String, in folder: TemporaryDirectory, descriptors: [Int32] = []) throws -> ProcessIdentity {
        try ProcessSpawner.spawn(
            ProcessSpecification(
                executable: "/bin/sh", arguments: ["-c", script],
                environment: ["PATH": "/usr/bin:/bin", "MARK": folder.path], directory: folder.path,
                logFile: folder.path("log"), descriptors: descriptors))
    }

    /// Runs a watcher while the body runs.
    func withWatcher(_ body: (ExitWatcher) async throws -> Void) async throws {
        let watcher = try ExitWatcher()
        let thread = Thread { watcher.run() }
        thread.start()
        defer { watcher.stop() }
        try await body(watcher)
    }

    func exit(of identity: ProcessIdentity, _ watcher: ExitWatcher, isChild: Bool = true) async throws -> ProcessExit {
        let handle = try ProcessHandle(identity)
        return await withCheckedContinuation { continuation in
            watcher.watch(handle, isChild: isChild) { continuation.resume(returning: $0) }
        }
    }

    @Test("A process runs in its folder and its own session, with its environment, and writes to its log")
    func spawns() async throws {
        let folder = try TemporaryDirectory()
        try await withWatcher { watcher in
            let identity = try shell("pwd; echo $MARK >&2; cut -d' ' -f1,5,6 /proc/$$/stat", in: folder)
            #expect(try await exit(of: identity, watcher) == .exited(code: 0))
            let lines = LogFile(path: folder.path("log")).tail(lines: 10)
            #expect(lines == [folder.path, folder.path, "\(identity.pid) \(identity.pid) \(identity.pid)"])
        }
    }

    @Test("A process gets the descriptors from 3 on, and no others")
    func passesDescriptors() async throws {
        let folder = try TemporaryDirectory()
        // Left to be inherited on purpose: it must not be.
        let stray = unsafe open("/dev/null", O_RDONLY)
        defer { close(stray) }
        let first = try ListeningSocket(host: "127.0.0.1", port: 0)
        let second = try ListeningSocket(host: "127.0.0.1", port: 0)
        try await withWatcher { watcher in
            let identity = try shell(
                "for d in /proc/$$/fd/*; do echo ${d##*/} $(readlink $d); done", in: folder,
                descriptors: [second.descriptor, first.descriptor])
            #expect(try await exit(of: identity, watcher) == .exited(code: 0))
            let lines = LogFile(path: folder.path("log")).tail(lines: 20)
            let sockets = lines.filter { $0.contains("socket:") }.map { $0.prefix(1) }
            #expect(sockets == ["3", "4"], "\(lines)")
            let numbers = lines.compactMap { Int($0.prefix { $0 != " " }) }
            #expect(!numbers.contains(Int(stray)) || stray <= 4)
        }
    }

    @Test("An executable that is not there is an error that names it")
    func notThere() throws {
        let folder = try TemporaryDirectory()
        let specification = ProcessSpecification(
            executable: "/nonexistent/catalog", arguments: [], environment: [:], directory: folder.path,
            logFile: folder.path("log"))
        let error = #expect(throws: ProcessFailure.self) { try ProcessSpawner.spawn(specification) }
        #expect(error?.description == "start /nonexistent/catalog: No such file or directory")
    }

    @Test("The end of a child tells its code or its signal")
    func exits() async throws {
        let folder = try TemporaryDirectory()
        try await withWatcher { watcher in
            #expect(try await exit(of: try shell("exit 7", in: folder), watcher) == .exited(code: 7))
            let sleeping = try shell("sleep 100 & wait", in: folder)
            try ProcessHandle(sleeping).killGroup()
            #expect(try await exit(of: sleeping, watcher) == .signalled(9))
        }
    }

    @Test("The end of a process that is no child is noticed too")
    func strangers() async throws {
        let folder = try TemporaryDirectory()
        try await withWatcher { watcher in
            let parent = try shell("sleep 100 & echo $!; wait", in: folder)
            let log = LogFile(path: folder.path("log"))
            try await waitUntil("the child's pid in the log") { !log.tail(lines: 1).isEmpty }
            let pid = try #require(log.tail(lines: 1).first.flatMap { Int32($0) })
            let child = try #require(ProcessTable.reading(pid: pid)).identity
            try ProcessHandle(child).signal(SIGKILL)
            #expect(try await exit(of: child, watcher, isChild: false) == .unknown)
            #expect(try await exit(of: parent, watcher) == .exited(code: 0))
        }
    }

    @Test("To kill a group ends what the process has started")
    func killsGroup() async throws {
        let folder = try TemporaryDirectory()
        try await withWatcher { watcher in
            let parent = try shell("sleep 100 & echo $!; wait", in: folder)
            let log = LogFile(path: folder.path("log"))
            try await waitUntil("the child's pid in the log") { !log.tail(lines: 1).isEmpty }
            #expect(ProcessTable.processes(environment: "MARK", folder.path).count == 2)
            try ProcessHandle(parent).killGroup()
            _ = try await exit(of: parent, watcher)
            try await waitUntil("the group to be gone") {
                ProcessTable.processes(environment: "MARK", folder.path).isEmpty
            }
        }
    }

    @Test("What a child has started ends with it, also what is just becoming a program, or is no longer in its group")
    func endsSession() async throws {
        let folder = try TemporaryDirectory()
        try await withWatcher { watcher in
            // `set -m` gives every job a group of its own.
            for prelude in ["", "set -m; "] {
                for _ in 0..<20 {
                    let parent = try shell(prelude + "for i in 1 2 3 4 5; do sleep 1000 & done; exit 3", in: folder)
                    #expect(try await exit(of: parent, watcher) == .exited(code: 3))
                    try await waitUntil("the session to be gone") {
                        ProcessTable.members(ofSession: parent.pid).isEmpty
                    }
                }
            }
        }
    }

    @Test("A pid that belongs to another process by now is not taken for the old one")
    func identity() throws {
        let own = try #require(ProcessTable.reading(pid: getpid()))
        #expect(ProcessTable.reading(own.identity) != nil)
        let other = ProcessIdentity(pid: own.identity.pid, startTicks: own.identity.startTicks - 1)
        #expect(ProcessTable.reading(other) == nil)
        #expect(throws: ProcessFailure.self) { try ProcessHandle(other) }
    }

    @Test("A process that stands still says so")
    func paused() async throws {
        let folder = try TemporaryDirectory()
        try await withWatcher { watcher in
            let sleeping = try shell("exec sleep 100", in: folder)
            let handle = try ProcessHandle(sleeping)
            try handle.signal(SIGSTOP)
            try await waitUntil("the process to stand still") { ProcessTable.reading(sleeping)?.isPaused == true }
            try handle.signal(SIGCONT)
            try await waitUntil("the process to go on") { ProcessTable.reading(sleeping)?.isPaused == false }
            try handle.signal(SIGKILL)
            _ = try await exit(of: sleeping, watcher)
        }
    }

    @Test("A name with blanks and parentheses does not shift the fields of a process")
    func statLine() throws {
        let line =
            "42 (a) b (c)) T 7 42 42 0 -1 4194560 300 0 0 0 11 5 0 0 20 0 3 0 98765 1000000 321 18446744073709551615 1 1 0\n"
        let reading = try #require(ProcessReading(stat: line))
        #expect(reading.identity == ProcessIdentity(pid: 42, startTicks: 98_765))
        #expect(reading.parent == 7)
        #expect(reading.isPaused)
        #expect(reading.cpuTicks == 16)
        #expect(reading.residentPages == 321)
        #expect(ProcessReading(stat: "42 (cut") == nil)
    }

    @Test("A log past its limit is moved away, and its process goes on in it")
    func rotates() async throws {
        let folder = try TemporaryDirectory()
        try await withWatcher { watcher in
            let log = LogFile(path: folder.path("log"), limit: 100)
            let process = try shell("mkfifo go; seq 100; read line < go; echo after", in: folder)
            try await waitUntil("the log to be written") { log.tail(lines: 1) == ["100"] }
            try log.rotateIfNeeded()
            #expect(log.tail(lines: 1).isEmpty)
            #expect(LogFile(path: log.predecessor).tail(lines: 2) == ["99", "100"])
            try folder.write("go", "on\n")
            #expect(try await exit(of: process, watcher) == .exited(code: 0))
            #expect(log.tail(lines: 2) == ["after"])
        }
    }

    @Test("A listening socket is got back from a process that has it")
    func rescues() async throws {
        let folder = try TemporaryDirectory()
        try await withWatcher { watcher in
            var socket: ListeningSocket? = try ListeningSocket(host: "127.0.0.1", port: 0, isShareable: true)
            let port = try #require(socket?.port)
            let process = try shell("exec sleep 100", in: folder, descriptors: [try #require(socket?.descriptor)])
            socket = nil
            let rescued = try #require(SocketRescue.listeningSocket(of: process, port: port))
            #expect(rescued.port == port)
            #expect(SocketRescue.listeningSocket(of: process, port: port &+ 1) == nil)
            try ProcessHandle(process).signal(SIGKILL)
            _ = try await exit(of: process, watcher)
        }
    }

    @Test("An address that is taken is an error that names it")
    func taken() throws {
        let socket = try ListeningSocket(host: "127.0.0.1", port: 0)
        let error = #expect(throws: ProcessFailure.self) { try ListeningSocket(host: "127.0.0.1", port: socket.port) }
        #expect(error?.description == "bind 127.0.0.1:\(socket.port): Address already in use")
    }
}
