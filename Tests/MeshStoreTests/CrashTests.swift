import MeshTestKit
import Testing

@testable import MeshStore

// One after the other: a process would inherit the pipes of one that is started at the same time.
@Suite("Processes that die, compete, and lose their disk", .serialized)
struct CrashTests {
    @Test("A process that is killed while it writes loses no acknowledged row", arguments: [200, 900, 2000])
    func killed(after count: Int) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("crash.sqlite")
        let writer = try CrashWriter(path: path, name: "a", count: 1_000_000, writers: 16)
        try await waitUntil("\(count) rows", state: { "\(writer.acknowledged.count)" }) {
            writer.acknowledged.count >= count
        }
        writer.kill()
        try await waitUntil("the output has ended") { writer.hasEnded }
        let missing = Set(writer.acknowledged).subtracting(try CrashWriter.rows(path, name: "a"))
        #expect(missing.isEmpty)
        let again = try CrashWriter(path: path, name: "b", count: 50, writers: 4)
        try await waitUntil("the next process has written") { again.hasEnded }
        #expect(try CrashWriter.rows(path, name: "b") == Array(0..<50))
    }

    @Test("Two processes on one file both get through, and neither keeps the other out")
    func competing() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("crash.sqlite")
        let busy = try CrashWriter(path: path, name: "busy", count: 1_000_000, writers: 32)
        try await waitUntil("the busy one writes") { busy.acknowledged.count > 100 }
        let modest = try CrashWriter(path: path, name: "modest", count: 200, writers: 1)
        try await waitUntil("the modest one is done", state: { "\(modest.acknowledged.count) rows" }) {
            modest.hasEnded
        }
        busy.kill()
        #expect(modest.complaints.isEmpty)
        #expect(try CrashWriter.rows(path, name: "modest") == Array(0..<200))
        try await waitUntil("the output has ended") { busy.hasEnded }
        #expect(Set(busy.acknowledged).subtracting(try CrashWriter.rows(path, name: "busy")).isEmpty)
    }

    @Test("A disk that fails in COMMIT ends writing with words about the disk, and no acknowledged row is lost")
    func failingDisk() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("crash.sqlite")
        let writer = try CrashWriter(path: path, name: "a", count: 1_000_000, writers: 4, largestFile: 300_000)
        try await waitUntil("it gives up") { writer.hasEnded }
        #expect(writer.complaints.first?.contains("Check the disk") == true, "\(writer.complaints)")
        #expect(!writer.acknowledged.isEmpty)
        #expect(Set(writer.acknowledged).subtracting(try CrashWriter.rows(path, name: "a")).isEmpty)
    }
}
