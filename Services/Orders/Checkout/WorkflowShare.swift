/// Which checkouts are driven by the workflow of that name, which the orchestrator runs.
enum WorkflowShare: String, CaseIterable, Sendable {
    /// None: orders carries all of them to their ends.
    case none
    /// Those that outlive the request that began them, or the process that carried them.
    case unfinished
    /// All, from their beginning.
    case all
}
