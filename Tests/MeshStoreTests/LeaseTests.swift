import GRDB
import Logging
import MeshCore
import MeshTestKit
import Testing

@testable import MeshStore

@Suite("Leases")
struct LeaseTests {
    private let now = Timestamp(milliseconds: 1_000_000)
    private let term = Duration.seconds(10)

    private func held(since: Timestamp) -> LeaseRecord {
        LeaseRecord(owner: "a", fence: 5, renewedAt: since, term: term)
    }

    private func granted(fence: Int64) -> LeaseRecord.Answer {
        .granted(LeaseRecord(owner: "b", fence: fence, renewedAt: now, term: term))
    }

    @Test("A lease is granted when it is new, released, expired or the asker's own, each time with a higher fence")
    func granting() {
        func ask(_ record: LeaseRecord?) -> LeaseRecord.Answer {
            LeaseRecord.asking(record, by: "b", for: term, at: now)
        }
        #expect(ask(nil) == granted(fence: 1))
        var released = held(since: now)
        released.owner = nil
        #expect(ask(released) == granted(fence: 6))
        var own = held(since: now)
        own.owner = "b"
        #expect(ask(own) == granted(fence: 6))
        #expect(ask(held(since: now - term)) == granted(fence: 6))
        let almost = now - .milliseconds(9999)
        #expect(ask(held(since: almost)) == .held(until: almost + term))
    }

    @Test("After a clock's step back a lease from the future lasts one more term, not longer")
    func stepBack() {
        let future = held(since: now + .seconds(3600))
        let restarted = held(since: now)
        #expect(LeaseRecord.asking(future, by: "b", for: term, at: now) == .restarted(restarted))
        #expect(
            LeaseRecord.asking(restarted, by: "b", for: term, at: now + term)
                == .granted(LeaseRecord(owner: "b", fence: 6, renewedAt: now + term, term: term)))
    }

    @Test("Only the latest holder renews, late or not")
    func renewing() {
        let record = held(since: now)
        let later = now + .seconds(60)
        func renewed(owner: String, fence: Int64) -> LeaseRecord? {
            record.renewed(for: Lease(name: "x", owner: owner, fence: fence, expiresAt: now), term: term, at: later)
        }
        #expect(renewed(owner: "a", fence: 5) == held(since: later))
        #expect(renewed(owner: "a", fence: 4) == nil)
        #expect(renewed(owner: "b", fence: 5) == nil)
    }

    @Test("A lease passes from an owner that does not renew to another, and guarded writes follow it")
    func takeover() async throws {
        let sample = try Sample(migrations: [Sample.migration, Leases.migration])
        let clock = SettableClock()
        let a = Leases(store: sample.store, owner: "a", clock: clock)
        let b = Leases(store: sample.store, owner: "b", clock: clock)
        let first = try #require(try await a.acquire("x", for: term))
        #expect(try await b.acquire("x", for: term) == nil)
        clock.step(by: .seconds(6))
        let renewed = try #require(try await a.renew(first, for: term))
        #expect(renewed.fence == first.fence)
        clock.step(by: .seconds(6))
        #expect(try await b.acquire("x", for: term) == nil)
        clock.step(by: .seconds(4))
        let second = try #require(try await b.acquire("x", for: term))
        #expect(second.fence == 2)
        #expect(try await a.renew(renewed, for: term) == nil)
        await #expect(throws: StoreError.leaseLost(name: "x", fence: 1)) {
            try await sample.store.write { db in
                try Sample.insert(1, db)
                try Leases.guardWrite(by: renewed, db)
            }
        }
        try await sample.store.write { db in
            try Leases.guardWrite(by: second, db)
            try Sample.insert(2, db)
        }
        #expect(try await sample.values() == [2])
        try await a.release(renewed)
        #expect(try await a.acquire("x", for: term) == nil)
        try await b.release(second)
        #expect(try await a.acquire("x", for: term)?.fence == 3)
    }

    @Test("A step of the clock forward hands the lease over safely; a step back keeps a dead owner's for one term")
    func clockSteps() async throws {
        let sample = try Sample(migrations: [Sample.migration, Leases.migration])
        let clock = SettableClock()
        let a = Leases(store: sample.store, owner: "a", clock: clock)
        let b = Leases(store: sample.store, owner: "b", clock: clock)
        let first = try #require(try await a.acquire("x", for: term))
        clock.step(by: .seconds(3600))
        let second = try #require(try await b.acquire("x", for: term))
        #expect(second.fence > first.fence)
        #expect(try await a.renew(first, for: term) == nil)
        clock.step(by: .seconds(-3600))
        #expect(try await a.acquire("x", for: term) == nil)
        clock.step(by: term)
        #expect(try await a.acquire("x", for: term)?.fence == 3)
    }

    @Test("Work runs in one instance at a time and moves on when its instance ends")
    func keepers() async throws {
        let sample = try Sample(migrations: [Sample.migration, Leases.migration])
        let active = Shared<[String]>([])
        let most = Shared(0)
        func keep(_ owner: String) -> Task<Void, any Error> {
            let keeper = LeaseKeeper(
                leases: Leases(store: sample.store, owner: owner), name: "work", term: .seconds(2),
                logger: Logger(label: "test"))
            return Task {
                try await keeper.run { _ in
                    active.withLock { active in
                        active.append(owner)
                        most.withLock { $0 = max($0, active.count) }
                    }
                    defer { active.withLock { $0.removeAll { $0 == owner } } }
                    try await Endless.work()
                }
            }
        }
        var tasks = ["a": keep("a"), "b": keep("b"), "c": keep("c")]
        for _ in 0..<3 {
            let owner = try await waitForValue("somebody works") { active.withLock { $0.first } }
            tasks[owner]?.cancel()
            _ = await tasks.removeValue(forKey: owner)?.result
        }
        #expect(most.withLock { $0 } == 1)
    }

    @Test("Work is cancelled when its lease is taken over, and begins again under a higher fence")
    func lost() async throws {
        let sample = try Sample(migrations: [Sample.migration, Leases.migration])
        let fences = Shared<[Int64]>([])
        let keeper = LeaseKeeper(
            leases: Leases(store: sample.store, owner: "a"), name: "work", term: .milliseconds(1500),
            logger: Logger(label: "test"))
        let task = Task {
            try await keeper.run { lease in
                fences.withLock { $0.append(lease.fence) }
                try await Endless.work()
            }
        }
        try await waitUntil("the work has begun") { fences.withLock { $0 } == [1] }
        try await sample.store.write { db in
            try db.execute(sql: "UPDATE mesh_leases SET owner = 'b', fence = fence + 1")
        }
        try await waitUntil("the work begins again") { fences.withLock { $0 } == [1, 3] }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
