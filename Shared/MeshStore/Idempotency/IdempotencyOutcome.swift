package import MeshCore

/// What to do with a request that carries an idempotency key.
package enum IdempotencyOutcome: Sendable, Hashable {
    /// It has not been seen: carry it out, then finish or abandon the claim.
    case new(IdempotencyClaim)
    /// It has been carried out: give this answer again.
    case replay(StoredAnswer)
    /// It is being carried out: 409, and another try later.
    case inProgress(since: Timestamp)
    /// The key was used for a different request: 422.
    case mismatch
}
