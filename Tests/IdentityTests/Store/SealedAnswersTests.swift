import IdentityAPI
import MeshRuntime
import Testing

@testable import Identity

@Suite("Answers kept for an Idempotency-Key")
struct SealedAnswersTests {
    let answer = StoredAnswer(status: 201, headers: ["location": "/v1/me"], body: Array(#"{"key":"ork_secret"}"#.utf8))

    @Test("are given again, also by another instance, and tell who only has the database nothing")
    func replays() async throws {
        let bench = try await IdentityBench()
        let second = try await IdentityBench(on: bench.directory, clock: bench.clock, instance: "identity-2")
        guard case .new = try await bench.parts.answers.begin(key: "createAPIKey acc k", fingerprint: "f") else {
            Issue.record("a new key is taken for an old one")
            return
        }
        guard case .inProgress = try await second.parts.answers.begin(key: "createAPIKey acc k", fingerprint: "f")
        else {
            Issue.record("a running request is not noticed")
            return
        }
        try await bench.parts.answers.finish(key: "createAPIKey acc k", answer: answer)
        guard case .replay(answer) = try await second.parts.answers.begin(key: "createAPIKey acc k", fingerprint: "f")
        else {
            Issue.record("the answer is not replayed")
            return
        }
        guard case .mismatch = try await second.parts.answers.begin(key: "createAPIKey acc k", fingerprint: "g") else {
            Issue.record("another request under the same key is not noticed")
            return
        }
        let readable =
            "SELECT count(*) FROM mesh_idempotency WHERE instr(answer, 'ork_') > 0"
        #expect(try await bench.count(readable) == 0)
    }

    @Test("are forgotten when the request was given up")
    func abandons() async throws {
        let bench = try await IdentityBench()
        for _ in 0..<2 {
            guard case .new = try await bench.parts.answers.begin(key: "k", fingerprint: "f") else {
                Issue.record("the key is still taken")
                return
            }
            try await bench.parts.answers.abandon(key: "k")
        }
    }
}
