/// The statuses that a list of executions may be asked for.
enum StatusFilter: String, Sendable, CaseIterable {
    case running = "RUNNING"
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    case timedOut = "TIMED_OUT"
    case aborted = "ABORTED"
    case pendingRedrive = "PENDING_REDRIVE"

    var status: ExecutionStatus {
        switch self {
        case .running: .running
        case .succeeded: .succeeded
        case .failed: .failed
        case .timedOut: .timedOut
        case .aborted: .aborted
        case .pendingRedrive: .pendingRedrive
        }
    }
}
