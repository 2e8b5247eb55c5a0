/// Where an execution is in its life.
enum ExecutionPhase: UInt8, Hashable, Sendable {
    case notStarted
    case running
    case succeeded
    /// Failed, timed out or aborted: it may be started again.
    case stopped
}
