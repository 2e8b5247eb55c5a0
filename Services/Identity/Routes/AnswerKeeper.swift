import MeshRuntime
import MeshStore

/// Makes the answers that are kept under idempotency keys.
struct AnswerKeeper: Sendable {
    let keys: IdempotencyKeys

    /// What keeps the answer of a change; nil for a request without a key.
    ///
    /// - Parameters:
    ///   - claim: The request's.
    ///   - reply: The reply that the handler gives.
    func maker<Change: Sendable>(
        _ claim: IdempotencyClaim?, _ reply: OneReply<Change>
    ) -> KeptAnswer.Maker<Change>? {
        guard let claim else { return nil }
        return { [keys] change in
            KeptAnswer(keys: keys, claim: claim, answer: try await reply(change).storedAnswer())
        }
    }
}
