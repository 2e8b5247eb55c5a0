/// How an execution of a workflow stands, as the Step Functions API names it.
package enum WorkflowStatus: String, Codable, Sendable, CaseIterable {
    case running = "RUNNING"
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    case timedOut = "TIMED_OUT"
    /// Somebody has stopped it.
    case aborted = "ABORTED"
    /// It did not succeed, and is about to be run again with what it is a part of.
    case pendingRedrive = "PENDING_REDRIVE"

    /// Whether it goes on by itself.
    package var isOpen: Bool {
        switch self {
        case .running, .pendingRedrive: true
        case .succeeded, .failed, .timedOut, .aborted: false
        }
    }
}
