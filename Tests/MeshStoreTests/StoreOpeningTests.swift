import Foundation
import GRDB
import Glibc
import MeshTestKit
import Testing

@testable import MeshStore

@Suite("Opening and migrating")
struct StoreOpeningTests {
    private let second = Migration("sample-2", sql: "ALTER TABLE number ADD COLUMN extra TEXT")

    @Test("A file that a newer version has migrated is refused, with the names of the unknown migrations")
    func newerSchema() async throws {
        let sample = try Sample(migrations: [Sample.migration, second])
        try await sample.store.close()
        #expect(throws: StoreError.newerSchema(path: sample.path, unknown: ["sample-2"])) {
            _ = try Store.open(path: sample.path, migrations: [Sample.migration])
        }
    }

    @Test("A migration that was changed after it landed is refused; white space does not count as change")
    func changedMigration() async throws {
        let sample = try Sample()
        let spaced = Migration("sample-1", sql: Sample.migration.sql + "  \n\n")
        _ = try Store.open(path: sample.path, migrations: [spaced])
        let changed = Migration("sample-1", sql: "CREATE TABLE number (value INTEGER) STRICT")
        let error = #expect(throws: StoreError.self) {
            _ = try Store.open(path: sample.path, migrations: [changed])
        }
        guard case .changedMigration = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("A failing migration leaves the file as it was, with the ones before it undone too")
    func failingMigration() async throws {
        let sample = try Sample()
        let broken = Migration("sample-3", sql: "CREATE TABLE broken (")
        let error = #expect(throws: StoreError.self) {
            _ = try Store.open(path: sample.path, migrations: [Sample.migration, second, broken])
        }
        guard case .migrationFailed(id: "sample-3", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let columns = try await sample.store.read { db in try db.columns(in: "number").map(\.name) }
        #expect(columns == ["value", "text"])
    }

    @Test("Several stores that open one new file at once migrate it once")
    func concurrentMigration() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("deep/er/sample.sqlite")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let store = try Store.open(path: path, migrations: [Sample.migration, second])
                    try await store.proveWritable()
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("A file that is no database is called damaged")
    func notADatabase() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("sample.sqlite", String(repeating: "This is a letter. ", count: 500))
        let error = #expect(throws: StoreError.self) { _ = try Store.open(path: path, migrations: [Sample.migration]) }
        guard case .corrupt(path: path, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("Damage that shows while running is reported, ends writing, and is found by the integrity check")
    func damage() async throws {
        let sample = try Sample()
        for value in 1...20 { try await sample.insert(value, text: String(repeating: "x", count: 3000)) }
        try await sample.store.close()
        let file = try #require(FileHandle(forUpdatingAtPath: sample.path))
        for page in 2...20 {
            try file.seek(toOffset: UInt64(page * 4096))
            try file.write(contentsOf: Data(repeating: 0xaa, count: 4096))
        }
        try file.close()
        let store = try Store.open(path: sample.path, migrations: [Sample.migration])
        await #expect(throws: StoreError.self) { try await store.checkIntegrity() }
        let error = await #expect(throws: StoreError.self) {
            try await store.write { db in try db.execute(sql: "UPDATE number SET text = 'y'") }
        }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(store.refusal == error)
        await #expect(throws: StoreError.self) { try await store.proveWritable() }
    }

    @Test(
        "A directory that cannot be made is named",
        arguments: ["/proc/orrery/sample.sqlite", "/dev/null/sample.sqlite"])
    func noDirectory(path: String) {
        let error = #expect(throws: StoreError.self) { _ = try Store.open(path: path, migrations: [Sample.migration]) }
        #expect(error?.description.contains(path) == true)
    }

    @Test("A directory or file that may not be written is called read-only", .enabled(if: geteuid() != 0))
    func readOnly() async throws {
        let sample = try Sample()
        try await sample.store.close()
        for (target, mode) in [(sample.path, mode_t(0o400)), (sample.directory.path, mode_t(0o500))] {
            #expect(unsafe chmod(target, mode) == 0)
            #expect(throws: StoreError.readOnly(path: sample.path)) {
                _ = try Store.open(path: sample.path, migrations: [Sample.migration])
            }
            #expect(unsafe chmod(target, 0o700) == 0)
        }
    }

    @Test("Every error says what to do")
    func words() {
        let errors: [StoreError] = [
            .full(path: "f"), .busy(path: "f", waited: .seconds(5)), .overloaded(limit: 3),
            .logTooLarge(path: "f", bytes: 9), .corrupt(path: "f", detail: "d"), .readOnly(path: "f"),
            .cannotOpen(path: "f", detail: "d"), .newerSchema(path: "f", unknown: ["m"]),
            .changedMigration(path: "f", applied: "a", expected: "b"), .migrationFailed(id: "m", detail: "d"),
            .unsafeSetting(name: "n", wanted: "w", found: "x"), .inputOutput(path: "f", detail: "d"),
        ]
        let advice = [
            "free", "try", "restore", "check", "run", "undo", "correct", "use", "end that process",
        ]
        for error in errors {
            let words = "\(error)".lowercased()
            #expect(advice.contains { words.contains($0) }, "\(error)")
        }
    }

    @Test("A backup is a whole, consistent database")
    func backup() async throws {
        let sample = try Sample()
        for value in 1...50 { try await sample.insert(value) }
        let copy = sample.directory.path("copy.sqlite")
        try await sample.store.backup(to: copy)
        try await sample.insert(51)
        try await sample.store.backup(to: copy)
        let restored = try Store.open(path: copy, migrations: [Sample.migration])
        #expect(try await restored.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM number") } == 51)
        try await restored.checkIntegrity()
        #expect(!FileManager.default.fileExists(atPath: copy + ".draft"))
    }
}
