import GRDB
import MeshTestKit
import Testing

@testable import MeshStore

@Suite("Writing in groups")
struct GroupCommitTests {
    /// Starts a write that holds the group open until the others have queued behind it.
    private func blocked(_ sample: Sample, _ gate: Gate) async throws -> Task<Void, any Error> {
        let task = Task {
            try await sample.store.write { db in
                gate.wait()
                try Sample.insert(0, db)
            }
        }
        try await gate.reached()
        return task
    }

    private func waitForQueue(_ sample: Sample, _ count: Int) async throws {
        try await waitUntil("\(count) writes wait", state: { "\(sample.store.groups.waiting)" }) {
            sample.store.groups.waiting == count
        }
    }

    @Test("The writer syncs every commit")
    func synchronous() async throws {
        let sample = try Sample()
        let setting = try await sample.store.write { db in try Int.fetchOne(db, sql: "PRAGMA synchronous") }
        #expect(setting == 2)
    }

    @Test("A write of its own transaction leaves nothing when it fails, and those around it are kept")
    func alone() async throws {
        struct Refused: Error {}
        let sample = try Sample { $0.groupTime = .seconds(60) }
        let gate = Gate()
        let first = try await blocked(sample, gate)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = await #expect(throws: Refused.self) {
                    try await sample.store.writeAlone { (db) -> Void in
                        try Sample.insert(1, db)
                        throw Refused()
                    }
                }
            }
            group.addTask { try await sample.store.writeAlone { db in try Sample.insert(2, db) } }
            group.addTask { try await sample.insert(3) }
            try await waitForQueue(sample, 3)
            gate.open()
            try await group.waitForAll()
        }
        try await first.value
        #expect(try await sample.values() == [0, 2, 3])
    }

    @Test("Writes that wait together share one transaction, and a failing one is undone alone")
    func sharing() async throws {
        let sample = try Sample { $0.groupTime = .seconds(60) }
        let gate = Gate()
        let first = try await blocked(sample, gate)
        let outside = try DatabaseQueue(path: sample.path)
        let results = Shared<[Int: Bool]>([:])
        try await withThrowingTaskGroup { group in
            for value in 1...10 {
                group.addTask {
                    do {
                        try await sample.store.write { db in
                            try Sample.insert(value, db)
                            // What the group has done so far is there for its members and for nobody else.
                            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM number WHERE value = 0") == 1)
                            #expect(try outside.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM number") } == 0)
                            if value.isMultiple(of: 2) { try Sample.insert(value, db) }
                        }
                        results.withLock { $0[value] = true }
                    } catch let error as DatabaseError {
                        #expect(error.resultCode == .SQLITE_CONSTRAINT)
                        results.withLock { $0[value] = false }
                    }
                }
            }
            try await waitForQueue(sample, 10)
            gate.open()
            try await group.waitForAll()
        }
        try await first.value
        #expect(results.withLock { $0.filter(\.value).keys.sorted() } == [1, 3, 5, 7, 9])
        #expect(try await sample.values() == [0, 1, 3, 5, 7, 9])
    }

    @Test("A write that fills the file fails alone and says so; the group's others are kept")
    func full() async throws {
        let sample = try Sample {
            $0.groupTime = .seconds(60)
            $0.maximumPages = 60
        }
        let gate = Gate()
        let first = try await blocked(sample, gate)
        let huge = Task { try await sample.insert(1, text: String(repeating: "x", count: 1 << 20)) }
        try await waitForQueue(sample, 1)
        async let small: Void = sample.insert(2)
        try await waitForQueue(sample, 2)
        gate.open()
        await #expect(throws: StoreError.full(path: sample.path)) { try await huge.value }
        try await small
        try await first.value
        #expect(try await sample.values() == [0, 2])
        try await sample.insert(3)
    }

    @Test("A deferred constraint that fails at COMMIT blames the write that broke it")
    func commitFailure() async throws {
        let child = Migration(
            "sample-2",
            sql: """
                CREATE TABLE child (
                    number INTEGER NOT NULL REFERENCES number (value) DEFERRABLE INITIALLY DEFERRED
                ) STRICT
                """)
        let sample = try Sample(migrations: [Sample.migration, child]) { $0.groupTime = .seconds(60) }
        let gate = Gate()
        let first = try await blocked(sample, gate)
        let orphan = Task {
            try await sample.store.write { db in try db.execute(sql: "INSERT INTO child (number) VALUES (99)") }
        }
        try await waitForQueue(sample, 1)
        async let good: Void = sample.insert(1)
        try await waitForQueue(sample, 2)
        gate.open()
        await #expect(throws: DatabaseError.self) { try await orphan.value }
        try await good
        try await first.value
        #expect(try await sample.values() == [0, 1])
    }

    @Test("Past its bound the queue refuses, and what had been queued is done")
    func overloaded() async throws {
        let sample = try Sample { $0.queuedWrites = 3 }
        let gate = Gate()
        let first = try await blocked(sample, gate)
        try await withThrowingTaskGroup { group in
            for value in 1...3 { group.addTask { try await sample.insert(value) } }
            try await waitForQueue(sample, 3)
            await #expect(throws: StoreError.overloaded(limit: 3)) { try await sample.insert(4) }
            gate.open()
            try await group.waitForAll()
        }
        try await first.value
        #expect(try await sample.values() == [0, 1, 2, 3])
    }

    @Test("A cancelled write that has not begun never happens")
    func cancelled() async throws {
        let sample = try Sample()
        let gate = Gate()
        let first = try await blocked(sample, gate)
        let second = Task { try await sample.insert(1) }
        try await waitForQueue(sample, 1)
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        gate.open()
        try await first.value
        #expect(try await sample.values() == [0])
    }

    @Test("Closing finishes what waits and refuses what comes")
    func closing() async throws {
        let sample = try Sample()
        let gate = Gate()
        let first = try await blocked(sample, gate)
        async let queued: Void = sample.insert(1)
        try await waitForQueue(sample, 1)
        async let closed: Void = sample.store.close()
        try await waitUntil("writes are refused") { sample.store.refusal == .closed }
        await #expect(throws: StoreError.closed) { try await sample.insert(2) }
        gate.open()
        _ = try await (first.value, queued, closed)
        let again = try DatabaseQueue(path: sample.path)
        #expect(
            try await again.read { try Int.fetchAll($0, sql: "SELECT value FROM number ORDER BY value") } == [0, 1])
    }

    @Test("A writer that is kept out by another process is told so after its limit")
    func busy() async throws {
        let sample = try Sample {
            $0.busyLimit = .milliseconds(60)
            $0.turnLimit = .milliseconds(10)
        }
        let other = try DatabaseQueue(path: sample.path)
        let gate = Gate()
        let holder = Task {
            try await other.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    gate.wait()
                    return .commit
                }
            }
        }
        try await gate.reached()
        await #expect(throws: StoreError.busy(path: sample.path, waited: .milliseconds(60))) {
            try await sample.insert(1)
        }
        gate.open()
        try await holder.value
        try await sample.insert(2)
        #expect(try await sample.values() == [2])
    }

    @Test("A writer in its turn lets the next one before itself")
    func turns() throws {
        let directory = try TemporaryDirectory()
        let first = try WriterTurn(path: directory.path("turn"), limit: .milliseconds(20))
        let second = try WriterTurn(path: directory.path("turn"), limit: .milliseconds(20))
        var answers: [Bool] = []
        answers.append(first.take())
        answers.append(second.take())
        first.leave()
        answers.append(second.take())
        answers.append(first.take())
        second.leave()
        answers.append(first.take())
        #expect(answers == [true, false, true, false, true])
    }

    @Test("Whoever waits comes before the one who has just finished")
    func fairTurns() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("turn")
        let order = Shared<[String]>([])
        let greedy = try WriterTurn(path: path, limit: .seconds(5))
        _ = greedy.take()
        let modest = Task {
            let turn = try WriterTurn(path: path, limit: .seconds(5))
            _ = turn.take()
            order.withLock { $0.append("modest") }
            turn.leave()
        }
        try await waitUntil("the modest one waits") { greedy.isSomebodyNext }
        greedy.leave()
        if greedy.take() {
            order.withLock { $0.append("greedy") }
            greedy.leave()
        }
        try await modest.value
        #expect(order.withLock { $0 } == ["modest", "greedy"])
    }
}
