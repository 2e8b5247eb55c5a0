import MeshCore

/// An operation under way, and who waits for it.
struct RunningOperation: Sendable {
    let service: String
    /// `deploy`, `restart`, `scale` …
    let kind: String
    let version: Version
    let startedAt: Timestamp
    /// nil when nobody waits, as for an operation that the supervisor began itself.
    let listener: AsyncStream<OperationEvent>.Continuation?
}
