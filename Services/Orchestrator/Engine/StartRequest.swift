/// What an execution is to be started with.
struct StartRequest: Sendable {
    let target: StartTarget
    /// Nil for a name that nobody has.
    var name: String?
    var input = "{}"
    var traceHeader: String?
    /// The task that waits for its end.
    var parent: ExecutionRecord.Parent?
}
