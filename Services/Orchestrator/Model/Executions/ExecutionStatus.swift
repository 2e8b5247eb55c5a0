/// How an execution stands. The raw values are stored.
enum ExecutionStatus: Int64, Sendable, CaseIterable {
    case running = 0
    case succeeded = 1
    case failed = 2
    case timedOut = 3
    case aborted = 4
    /// An item of a map run that is to be run again with its map run.
    case pendingRedrive = 5

    /// Whether it will go on by itself.
    var isOpen: Bool {
        switch self {
        case .running, .pendingRedrive: true
        case .succeeded, .failed, .timedOut, .aborted: false
        }
    }

    /// On the wire.
    var text: String {
        switch self {
        case .running: "RUNNING"
        case .succeeded: "SUCCEEDED"
        case .failed: "FAILED"
        case .timedOut: "TIMED_OUT"
        case .aborted: "ABORTED"
        case .pendingRedrive: "PENDING_REDRIVE"
        }
    }
}
