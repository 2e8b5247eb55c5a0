/// How an execution ended.
package enum ExecutionOutcome: Hashable, Sendable {
    case succeeded(output: Payload)
    case failed(error: String?, cause: String?)
    /// The time of the whole state machine was over; error and cause stand only in the history.
    case timedOut
    case aborted(error: String?, cause: String?)
}
