import IdentityAPI
import MeshStore
import MeshTestKit
import Testing

@testable import Identity

@Suite("Answers kept for an Idempotency-Key")
struct AnswerProtectionTests {
    let answer = StoredAnswer(
        status: 201, fields: [.init(name: "location", value: "/v1/me")], body: Array(#"{"key":"ork_secret"}"#.utf8))
    let request = RequestFingerprint(method: "POST", target: "/v1/api-keys", body: [1])

    @Test("are given again by every instance, and tell who only has the database nothing")
    func replays() async throws {
        let bench = try await IdentityBench()
        let second = try await IdentityBench(on: bench.directory, clock: bench.clock, instance: "identity-2")
        let key = try #require(IdempotencyKey(scope: "createAPIKey acc", value: "k"))
        guard case .new(let claim) = try await bench.parts.answers.begin(key, fingerprint: request) else {
            Issue.record("a new key is taken for an old one")
            return
        }
        try await bench.parts.answers.finish(claim, with: answer)
        #expect(try await second.parts.answers.begin(key, fingerprint: request) == .replay(answer))
        let other = RequestFingerprint(method: "POST", target: "/v1/api-keys", body: [2])
        #expect(try await second.parts.answers.begin(key, fingerprint: other) == .mismatch)
        let readable = """
            SELECT count(*) FROM mesh_idempotency WHERE instr(answer, 'ork_') > 0 OR fingerprint = x'\(Self.hex(request.bytes))'
            """
        #expect(try await bench.count(readable) == 0)
    }

    @Test(
        "are kept with the change, so that a crash right after it loses neither; a request that was taken over changes nothing"
    )
    func atomic() async throws {
        let bench = try await IdentityBench()
        let keys = bench.parts.answers
        let key = try #require(IdempotencyKey(scope: "createAccount -", value: "k"))
        let registration = CreateAccount(email: "ann@example.com", password: IdentityBench.password)
        guard case .new(let stale) = try await keys.begin(key, fingerprint: request) else { return }
        bench.clock.advance(by: .seconds(31))
        guard case .new(let claim) = try await keys.begin(key, fingerprint: request) else { return }
        await #expect(throws: IdentityError.claimLost) {
            try await bench.parts.registrar.register(registration, from: .mesh) { [answer] _ in
                KeptAnswer(keys: keys, claim: stale, answer: answer)
            }
        }
        #expect(try await bench.count("SELECT count(*) FROM account") == 0)
        _ = try await bench.parts.registrar.register(registration, from: .mesh) { [answer] _ in
            KeptAnswer(keys: keys, claim: claim, answer: answer)
        }
        #expect(try await keys.begin(key, fingerprint: request) == .replay(answer))
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
