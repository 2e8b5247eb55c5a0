import FoundationEssentials
import MeshCore
import MeshRuntime
import MeshStore
import Synchronization

/// Keeps the answers of requests with an `Idempotency-Key`, so that nobody reads them from a copy of the database: a new API key
/// stands in its answer, and the digest of a request with a password would let it be guessed.
///
/// Keys and digests are kept as keyed fingerprints, answers are sealed.
final class SealedAnswers: IdempotencyStore {
    private let keys: IdempotencyKeys
    private let vault: KeyVault
    /// The claims of the requests that are being done by this instance; an entry leaves when its request ends.
    private let claims = Mutex<[String: MeshStore.IdempotencyClaim]>([:])

    init(keys: IdempotencyKeys, vault: KeyVault) {
        self.keys = keys
        self.vault = vault
    }

    func begin(key: String, fingerprint: String) async throws -> MeshRuntime.IdempotencyClaim {
        let name = name(of: key)
        guard let stored = IdempotencyKey(scope: "answer", value: name) else {
            preconditionFailure("a fingerprint in base64url is no idempotency key")
        }
        let digest = RequestFingerprint(method: "", target: "", body: vault.fingerprint("request", fingerprint.utf8))
        switch try await keys.begin(stored, fingerprint: digest) {
        case .new(let claim):
            claims.withLock { $0[name] = claim }
            return .new
        case .replay(let answer):
            let bytes = try vault.open(answer.body, for: .replay, named: name)
            return .replay(try JSONDecoder().decode(MeshRuntime.StoredAnswer.self, from: Data(bytes)))
        case .inProgress: return .inProgress
        case .mismatch: return .mismatch
        }
    }

    func finish(key: String, answer: MeshRuntime.StoredAnswer) async throws {
        let name = name(of: key)
        guard let claim = claims.withLock({ $0.removeValue(forKey: name) }) else { return }
        let sealed = try vault.seal(Array(JSONEncoder().encode(answer)), for: .replay, named: name)
        try await keys.finish(claim, with: MeshStore.StoredAnswer(status: answer.status, fields: [], body: sealed))
    }

    func abandon(key: String) async throws {
        guard let claim = claims.withLock({ $0.removeValue(forKey: name(of: key)) }) else { return }
        try await keys.abandon(claim)
    }

    private func name(of key: String) -> String {
        Base64Alphabet.url.encode(vault.fingerprint("idempotency key", key.utf8))
    }
}
