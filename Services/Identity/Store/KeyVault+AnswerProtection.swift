import MeshStore

extension KeyVault {
    /// Seals the answers under idempotency keys, each to its key: a new API key stands in its answer, and a registration's digest would
    /// let its password be guessed.
    var answerProtection: AnswerProtection {
        AnswerProtection(
            fingerprint: { digest in fingerprint("request", digest) },
            seal: { answer, key in try seal(answer, for: .replay, named: "\(key.scope) \(key.value)") },
            open: { sealed, key in try open(sealed, for: .replay, named: "\(key.scope) \(key.value)") })
    }
}
