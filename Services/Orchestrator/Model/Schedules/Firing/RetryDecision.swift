import MeshCore

/// What follows a failed call.
enum RetryDecision: Hashable, Sendable {
    case again(at: Timestamp)
    case exhausted(ExhaustedCondition)
}
