import IdentityAPI
import MeshStore
import Testing

@testable import Identity

@Suite("Answers kept for an Idempotency-Key")
struct AnswerProtectionTests {
    let answer = StoredAnswer(status: 201, fields: [], body: Array(#"{"key":"ork_secret"}"#.utf8))

    @Test("are given again, also by another instance, and tell who only has the database nothing")
    func replays() async throws {
        let bench = try await IdentityBench()
        let second = try await IdentityBench(on: bench.directory, clock: bench.clock, instance: "identity-2")
        let key = try #require(IdempotencyKey(scope: "createAPIKey acc", value: "k"))
        let request = RequestFingerprint(method: "POST", target: "/v1/api-keys", body: "f".utf8)
        guard case .new(let claim) = try await bench.parts.answers.begin(key, fingerprint: request) else {
            Issue.record("a new key is taken for an old one")
            return
        }
        guard case .inProgress = try await second.parts.answers.begin(key, fingerprint: request) else {
            Issue.record("a running request is not noticed")
            return
        }
        #expect(try await bench.parts.answers.finish(claim, with: answer))
        #expect(try await second.parts.answers.begin(key, fingerprint: request) == .replay(answer))
        let other = RequestFingerprint(method: "POST", target: "/v1/api-keys", body: "g".utf8)
        #expect(try await second.parts.answers.begin(key, fingerprint: other) == .mismatch)
        #expect(try await bench.count("SELECT count(*) FROM mesh_idempotency WHERE instr(answer, 'ork_') > 0") == 0)
    }
}
