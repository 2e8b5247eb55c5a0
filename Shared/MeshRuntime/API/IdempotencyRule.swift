/// What an operation does with the `Idempotency-Key` header.
package enum IdempotencyRule: Sendable {
    /// The header means nothing to it.
    case none
    /// A request with a key is done once, and its answer is replayed to every repetition.
    case accepted
    /// As ``accepted``, and a request without a key is refused (428).
    case required
    /// As ``required``, but the handler reads the header and keeps what came of the request itself, in rows that it writes
    /// anyway.
    case requiredByHandler
}
