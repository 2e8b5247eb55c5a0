import GRDB
import MeshTestKit
import Testing

@testable import MeshStore

@Suite("Reading")
struct StoreReadingTests {
    @Test("A point read sees what has been acknowledged")
    func fastRead() async throws {
        let sample = try Sample()
        try await sample.insert(7, text: "seven")
        let text = try sample.store.fastRead { db in
            try String.fetchOne(db.cachedStatement(sql: "SELECT text FROM number WHERE value = ?"), arguments: [7])
        }
        #expect(text == "seven")
    }

    @Test("Point reads of many callers do not fail when they outnumber the connections")
    func manyFastReads() async throws {
        let sample = try Sample { $0.pointReaders = 2 }
        try await sample.insert(1, text: "one")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<200 {
                        let text = try sample.store.fastRead { db in
                            try String.fetchOne(db.cachedStatement(sql: "SELECT text FROM number WHERE value = 1"))
                        }
                        #expect(text == "one")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("A snapshot read does not see a commit that happens meanwhile")
    func snapshot() async throws {
        let sample = try Sample()
        try await sample.insert(1)
        let written = Gate()
        async let counts = sample.store.read { db in
            let before = try Int.fetchOne(db, sql: "SELECT count(*) FROM number")
            written.wait()
            return (before, try Int.fetchOne(db, sql: "SELECT count(*) FROM number"))
        }
        try await written.reached()
        try await sample.insert(2)
        written.open()
        #expect(try await counts == (1, 1))
    }

    @Test("The data version changes with every commit, this store's or another's, and not by reading")
    func dataVersion() async throws {
        let sample = try Sample()
        let other = try Store.open(path: sample.path, migrations: [Sample.migration])
        let first = try sample.store.dataVersion()
        #expect(try sample.store.dataVersion() == first)
        _ = try await sample.values()
        #expect(try sample.store.dataVersion() == first)
        try await sample.insert(1)
        let second = try sample.store.dataVersion()
        #expect(second != first)
        try await other.write { db in try Sample.insert(2, db) }
        let third = try sample.store.dataVersion()
        #expect(third != second)
        _ = try await sample.values()
        #expect(try sample.store.dataVersion() == third)
        try await other.close()
        try await sample.store.close()
        #expect(throws: StoreError.closed) { try sample.store.dataVersion() }
    }

    @Test("No two of two hundred commits have one data version, the log beginning anew among them")
    func dataVersions() async throws {
        let sample = try Sample()
        var seen: Set<Int64> = [try sample.store.dataVersion()]
        for number in 0..<200 {
            try await sample.insert(number)
            if number % 20 == 19 {
                try await sample.store.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
            }
            #expect(seen.insert(try sample.store.dataVersion()).inserted)
        }
    }

    @Test("Past its bound reading is refused")
    func overloaded() async throws {
        let sample = try Sample { $0.queuedReads = 1 }
        let gate = Gate()
        async let first = sample.store.read { _ in
            gate.wait()
            return true
        }
        try await gate.reached()
        await #expect(throws: StoreError.overloaded(limit: 1)) { try await sample.values() }
        gate.open()
        #expect(try await first)
        #expect(try await sample.values().isEmpty)
    }

    @Test("A cancelled read is interrupted")
    func cancelled() async throws {
        let sample = try Sample()
        let started = Gate()
        let endless = Task {
            try await sample.store.read { db in
                started.wait()
                return try Int.fetchOne(
                    db, sql: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
            }
        }
        try await started.reached()
        endless.cancel()
        started.open()
        await #expect(throws: (any Error).self) { try await endless.value }
    }
}
