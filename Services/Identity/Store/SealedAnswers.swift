import MeshCore
import MeshRuntime
import MeshStore
import Synchronization

/// Keeps the answers of requests with an `Idempotency-Key` in the store, sealed.
final class SealedAnswers: IdempotencyStore {
    private let keys: IdempotencyKeys
    private let vault: KeyVault
    /// The claims of the requests that are being done by this instance; an entry leaves when its request ends.
    private let claims = Mutex<[String: MeshStore.IdempotencyClaim]>([:])

    /// - Parameter keys: With the vault's protection.
    init(keys: IdempotencyKeys, vault: KeyVault) {
        self.keys = keys
        self.vault = vault
    }

    func begin(key: String, fingerprint: String) async throws -> MeshRuntime.IdempotencyClaim {
        // A fingerprint, because the store's keys are shorter than a caller, an operation and a key together may be.
        let value = Base64Alphabet.url.encode(vault.fingerprint("idempotency key", key.utf8))
        guard let stored = IdempotencyKey(scope: "answer", value: value) else {
            preconditionFailure("a fingerprint in base64url is no idempotency key")
        }
        let digest = RequestFingerprint(method: "", target: "", body: Array(fingerprint.utf8))
        switch try await keys.begin(stored, fingerprint: digest) {
        case .new(let claim):
            claims.withLock { $0[key] = claim }
            return .new
        case .replay(let answer):
            let headers = Dictionary(answer.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
            return .replay(MeshRuntime.StoredAnswer(status: answer.status, headers: headers, body: answer.body))
        case .inProgress: return .inProgress
        case .mismatch: return .mismatch
        }
    }

    func finish(key: String, answer: MeshRuntime.StoredAnswer) async throws {
        guard let claim = claims.withLock({ $0.removeValue(forKey: key) }) else { return }
        let fields = answer.headers.map { MeshStore.StoredAnswer.Field(name: $0.key, value: $0.value) }
        try await keys.finish(
            claim, with: MeshStore.StoredAnswer(status: answer.status, fields: fields, body: answer.body))
    }

    func abandon(key: String) async throws {
        guard let claim = claims.withLock({ $0.removeValue(forKey: key) }) else { return }
        try await keys.abandon(claim)
    }
}
