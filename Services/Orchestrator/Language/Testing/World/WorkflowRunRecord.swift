import MeshCore

/// What happened in a case.
struct WorkflowRunRecord: Sendable {
    /// How the execution ended; nil when it did not.
    let outcome: ExecutionOutcome?
    /// The histories of the execution, and of those that worked on items of its distributed maps.
    let histories: [[HistoryEvent]]
    let started: Timestamp
    let ended: Timestamp
    /// What the author must know: states without an answer, calls with other arguments, an end that did not come.
    let problems: [String]
    let callCount: Int
}
