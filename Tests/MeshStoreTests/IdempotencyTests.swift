import GRDB
import Logging
import MeshCore
import Testing

@testable import MeshStore

@Suite("Idempotency keys")
struct IdempotencyTests {
    private let sample: Sample
    private let clock = SettableClock()
    private let keys: IdempotencyKeys
    private let key: IdempotencyKey
    private let request = RequestFingerprint(method: "POST", target: "/v1/things", body: [1, 2])
    private let answer = StoredAnswer(
        status: 201, fields: [.init(name: "location", value: "/v1/things/1")], body: Array(#"{"id":1}"#.utf8))

    init() throws {
        sample = try Sample(migrations: [Sample.migration] + IdempotencyKeys.migrations)
        var configuration = IdempotencyConfiguration()
        configuration.largestAnswer = 100
        configuration.keys = 5
        configuration.sweep = 2
        keys = IdempotencyKeys(store: sample.store, configuration: configuration, clock: clock)
        key = try #require(IdempotencyKey(scope: "ann POST /v1/things", value: "k-1"))
    }

    private func claim(_ key: IdempotencyKey? = nil) async throws -> IdempotencyClaim {
        let outcome = try await keys.begin(key ?? self.key, fingerprint: request)
        guard case .new(let claim) = outcome else {
            Issue.record("\(outcome)")
            throw CancellationError()
        }
        return claim
    }

    private func named(_ value: String, scope: String) throws -> IdempotencyKey {
        try #require(IdempotencyKey(scope: scope, value: value))
    }

    @Test("The same request gets the same answer")
    func replay() async throws {
        let claim = try await claim()
        #expect(try await keys.finish(claim, with: answer))
        #expect(try await keys.begin(key, fingerprint: request) == .replay(answer))
    }

    @Test("A protected answer is given again, and cannot be read from the file or under another key")
    func protection() async throws {
        let mask: @Sendable ([UInt8], IdempotencyKey) -> [UInt8] = { bytes, key in
            bytes.map { $0 ^ 0x5A ^ UInt8(truncatingIfNeeded: key.value.utf8.count) }
        }
        let secret = IdempotencyKeys(
            store: sample.store, clock: clock,
            protection: AnswerProtection(fingerprint: { $0.map { ~$0 } }, seal: mask, open: mask))
        guard case .new(let claim) = try await secret.begin(key, fingerprint: request) else {
            Issue.record("a new key is taken for an old one")
            return
        }
        try await secret.finish(claim, with: answer)
        #expect(try await secret.begin(key, fingerprint: request) == .replay(answer))
        let other = RequestFingerprint(method: "POST", target: "/v1/things", body: [1, 3])
        #expect(try await secret.begin(key, fingerprint: other) == .mismatch)
        // Without the protection the digest differs, and the answer is no JSON.
        await #expect(throws: (any Error).self) { try await keys.begin(key, fingerprint: request) }
        let readable = try await sample.store.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM mesh_idempotency WHERE instr(answer, 'location') > 0")
        }
        #expect(readable == 0)
    }

    @Test("Another request with the same key is told so, whether the first is done or not")
    func mismatch() async throws {
        let other = RequestFingerprint(method: "POST", target: "/v1/things", body: [1, 3])
        let claim = try await claim()
        #expect(try await keys.begin(key, fingerprint: other) == .mismatch)
        try await keys.finish(claim, with: answer)
        #expect(try await keys.begin(key, fingerprint: other) == .mismatch)
    }

    @Test("Keys of different scopes never meet")
    func scopes() async throws {
        try await keys.finish(try await claim(), with: answer)
        _ = try await claim(try named("k-1", scope: "bob POST /v1/things"))
    }

    @Test("A request in progress holds others off until its process must be dead; a straggler then finishes nothing")
    func overtaking() async throws {
        let began = clock.now()
        let first = try await claim()
        clock.step(by: .milliseconds(29_999))
        #expect(try await keys.begin(key, fingerprint: request) == .inProgress(since: began))
        clock.step(by: .milliseconds(1))
        let second = try await claim()
        #expect(try await keys.finish(first, with: answer) == false)
        #expect(try await keys.finish(second, with: answer))
    }

    @Test("A request of a process that is gone is taken over at once; its straggler finishes nothing")
    func deadOwner() async throws {
        let dead = IdempotencyKeys(
            store: sample.store, configuration: .init(), clock: clock, protection: .none, process: "1@0",
            isAlive: ProcessMark.isAlive)
        guard case .new(let first) = try await dead.begin(key, fingerprint: request) else {
            Issue.record("a new key is taken for an old one")
            return
        }
        let other = RequestFingerprint(method: "POST", target: "/v1/things", body: [1, 3])
        #expect(try await keys.begin(key, fingerprint: other) == .mismatch)
        let second = try await claim()
        #expect(try await dead.finish(first, with: answer) == false)
        #expect(try await keys.finish(second, with: answer))
        #expect(try await dead.begin(key, fingerprint: request) == .replay(answer))
    }

    @Test("A process knows its own mark, and takes no other for alive")
    func marks() throws {
        #expect(ProcessMark.isAlive(ProcessMark.own))
        let pid = try #require(ProcessMark.own.split(separator: "@").first)
        for mark in ["\(pid)@1", "0@0", "", "\(pid)", "x@y"] { #expect(!ProcessMark.isAlive(mark), "\(mark)") }
    }

    @Test("An abandoned request may be sent again, and its straggler finishes nothing")
    func abandoning() async throws {
        let first = try await claim()
        try await keys.abandon(first)
        let second = try await claim()
        #expect(try await keys.finish(first, with: answer) == false)
        #expect(try await keys.finish(second, with: answer))
    }

    @Test("An answer is forgotten after a day, by the rule and by the sweeper")
    func expiry() async throws {
        for number in 1...3 {
            let claim = try await claim(try named("k-\(number)", scope: "s"))
            try await keys.finish(claim, with: answer)
        }
        let sweeper = IdempotencySweeper(keys: keys, logger: Logger(label: "test"))
        clock.step(by: .seconds(86_399))
        #expect(try await sweeper.sweep() == 0)
        clock.step(by: .seconds(1))
        try await keys.finish(try await claim(try named("k-3", scope: "s")), with: answer)
        #expect(try await sweeper.sweep() == 2)
        #expect(try await sweeper.sweep() == 0)
    }

    @Test("After a clock's step back a request in progress counts from the moment at which that is noticed")
    func stepBack() async throws {
        _ = try await claim()
        clock.step(by: .seconds(-3600))
        let noticed = clock.now()
        #expect(try await keys.begin(key, fingerprint: request) == .inProgress(since: noticed))
        clock.step(by: .seconds(30))
        _ = try await claim()
    }

    @Test("A change and its key are one: when the change fails, the key is free")
    func oneTransaction() async throws {
        for attempt in 0..<2 {
            await #expect(throws: DatabaseError.self, "attempt \(attempt)") {
                try await sample.store.write { db in
                    guard case .new(let claim) = try keys.begin(key, fingerprint: request, db) else { return }
                    _ = try keys.finish(claim, with: answer, db)
                    try Sample.insert(1, db)
                    try Sample.insert(1, db)
                }
            }
        }
        _ = try await claim()
    }

    @Test("An answer that is too large is not kept")
    func largeAnswer() async throws {
        let large = StoredAnswer(status: 200, fields: [], body: Array(repeating: 0, count: 101))
        #expect(try await keys.finish(try await claim(), with: large))
        _ = try await claim()
    }

    @Test("Past the bound the oldest finished keys go")
    func bound() async throws {
        for number in 1...9 {
            let claim = try await claim(try named("k-\(number)", scope: "s"))
            if number != 2 { try await keys.finish(claim, with: answer) }
        }
        let left = try await sample.store.read { db in
            try String.fetchAll(db, sql: "SELECT key FROM mesh_idempotency ORDER BY sequence")
        }
        #expect(left == ["k-2", "k-5", "k-6", "k-7", "k-8", "k-9"])
    }

    @Test(
        "A key is 1 to 255 visible ASCII characters",
        arguments: ["", "a b", "ä", "\u{7f}", String(repeating: "k", count: 256)])
    func badKeys(text: String) {
        #expect(IdempotencyKey(scope: "s", value: text) == nil)
    }

    @Test("Requests that divide the same bytes differently have different fingerprints")
    func fingerprints() {
        let one = RequestFingerprint(method: "POST", target: "/a", body: Array("b".utf8))
        let other = RequestFingerprint(method: "POST", target: "/ab", body: [])
        #expect(one != other)
        #expect(one == RequestFingerprint(method: "POST", target: "/a", body: Array("b".utf8)))
    }
}
