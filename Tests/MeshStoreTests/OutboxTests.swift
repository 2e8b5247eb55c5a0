import GRDB
import Logging
import MeshCore
import MeshTestKit
import Testing

@testable import MeshStore

@Suite("The outbox")
struct OutboxTests {
    private struct Refused: Error {}

    private let now = Timestamp(milliseconds: 1_790_000_000_000)

    private func sample() throws -> Sample {
        try Sample(migrations: [Sample.migration, Leases.migration, Outbox.migration])
    }

    private func post(
        _ value: Int, _ sample: Sample, _ outbox: Outbox = Outbox(retention: .refuse(beyond: 1000))
    ) async throws {
        try await sample.store.write { [now] db in
            try Sample.insert(value, db)
            try outbox.append(
                id: "m\(value)", topic: "number", key: "\(value % 3)", payload: [UInt8(value)], at: now, db)
        }
    }

    private func waiting(_ sample: Sample) async throws -> [String] {
        try await sample.store.read { db in try Outbox.oldest(1000, db).map(\.id) }
    }

    private func relay(
        _ sample: Sample, owner: String, batch: Int = 10, _ publish: @escaping OutboxRelay.Publisher
    ) -> Task<Void, any Error> {
        let relay = OutboxRelay(
            store: sample.store, leases: Leases(store: sample.store, owner: owner), term: .seconds(5), batch: batch,
            logger: Logger(label: "test"), publish: publish)
        return Task { try await relay.run() }
    }

    @Test("A message is there exactly if its change is")
    func together() async throws {
        let sample = try sample()
        try await post(1, sample)
        await #expect(throws: DatabaseError.self) { try await post(1, sample) }
        let messages = try await sample.store.read { db in try Outbox.oldest(10, db) }
        let expected = OutboxMessage(sequence: 1, id: "m1", topic: "number", key: "1", payload: [1], createdAt: now)
        #expect(messages == [expected])
    }

    @Test("Past its bound an outbox refuses changes or drops its oldest messages, as told")
    func retention() async throws {
        let sample = try sample()
        let refusing = Outbox(retention: .refuse(beyond: 3))
        for value in 1...3 { try await post(value, sample, refusing) }
        await #expect(throws: StoreError.overloaded(limit: 3)) { try await post(4, sample, refusing) }
        #expect(try await sample.values() == [1, 2, 3])
        let dropping = Outbox(retention: .dropOldest(beyond: 3))
        for value in 5...6 { try await post(value, sample, dropping) }
        #expect(try await waiting(sample) == ["m3", "m5", "m6"])
    }

    @Test("Two relays publish every message once, in the order of commits")
    func relaying() async throws {
        let sample = try sample()
        let published = Shared<[String]>([])
        let tasks = ["a", "b"].map { owner in
            relay(sample, owner: owner) { messages in published.withLock { $0 += messages.map(\.id) } }
        }
        for value in 1...50 { try await post(value, sample) }
        try await waitUntil("all is published") { try await waiting(sample).isEmpty }
        tasks.forEach { $0.cancel() }
        for task in tasks { _ = await task.result }
        #expect(published.withLock { $0 } == (1...50).map { "m\($0)" })
    }

    @Test("What a receiver fails to take is sent again, nothing is skipped")
    func failing() async throws {
        let sample = try sample()
        for value in 1...5 { try await post(value, sample) }
        let attempts = Shared<[[String]]>([])
        let task = relay(sample, owner: "a", batch: 3) { messages in
            let count = attempts.withLock { attempts in
                attempts.append(messages.map(\.id))
                return attempts.count
            }
            if count < 3 { throw Refused() }
        }
        try await waitUntil("all is published") { try await waiting(sample).isEmpty }
        task.cancel()
        _ = await task.result
        let first = ["m1", "m2", "m3"]
        #expect(attempts.withLock { $0 } == [first, first, first, ["m4", "m5"]])
    }

    @Test("A rejected message is set aside with its reason, and those behind it go on")
    func rejecting() async throws {
        let sample = try sample()
        for value in 1...4 { try await post(value, sample) }
        let published = Shared<[String]>([])
        let task = relay(sample, owner: "a") { messages in
            for message in messages {
                if message.id == "m2" { throw OutboxRejection(sequence: message.sequence, reason: "too old") }
                published.withLock { $0.append(message.id) }
            }
        }
        try await waitUntil("all is published") { try await waiting(sample).isEmpty }
        task.cancel()
        _ = await task.result
        #expect(published.withLock { $0 } == ["m1", "m3", "m4"])
        let aside = try await sample.store.read { db in
            try Row.fetchAll(db, sql: "SELECT id, reason FROM mesh_outbox_rejected").map {
                "\($0["id"] as String): \($0["reason"] as String)"
            }
        }
        #expect(aside == ["m2: too old"])
    }

    @Test("A relay rests when there is nothing, and longer with each failure in a row")
    func pace() {
        var pace = RelayPace(idle: .seconds(1), shortest: .seconds(2), longest: .seconds(10))
        #expect(pace.relayed(5) == .zero)
        #expect(pace.relayed(0) == .seconds(1))
        #expect((0..<4).map { _ in pace.failed() } == [.seconds(2), .seconds(4), .seconds(8), .seconds(10)])
        _ = pace.relayed(1)
        #expect(pace.failed() == .seconds(2))
    }
}
