/// How a call of a target ended.
enum TargetOutcome: Hashable, Sendable {
    /// The target has it, now or from an earlier attempt with the same token.
    case delivered
    /// It may go well another time.
    case failed(TargetFailure)
    /// It will never go well: the target does not exist, or does not take such an input.
    case refused(TargetFailure)
}
