import MeshCore
import StatesLanguage

/// What can be told to an execution from outside of its shard.
enum ExecutionMessage: Sendable, Hashable {
    case taskStarted(Int64, worker: String?)
    case taskSucceeded(Int64, output: String)
    case taskFailed(Int64, error: String?, cause: String?)
    case taskHeartbeat(Int64)
    /// The execution that a task started has ended.
    /// - Parameters:
    ///   - submitted: What the start was answered with.
    ///   - output: Nil when it did not succeed.
    case jobEnded(Int64, submitted: String, output: String?, error: String?, cause: String?)
    case stop(error: String?, cause: String?)
    /// - Parameter token: By which the request is known when it comes again.
    case redrive(token: String?)
    /// Somebody has changed the limits of one of its map runs; what is nil stays.
    case mapRunChanged(mapRun: Int64, maxConcurrency: Int64?, toleratedCount: Int64?, toleratedPercentage: Double?)

    /// The events of the machine that it stands for.
    ///
    /// - Throws: `JSONParseError` when a text is none.
    func events() throws(JSONParseError) -> [MachineEvent] {
        switch self {
        case .taskStarted(let task, let worker): [.taskStarted(TaskID(task), worker: worker)]
        case .taskSucceeded(let task, let output):
            [.taskSucceeded(TaskID(task), output: try Payload(parsing: output))]
        case .taskFailed(let task, let error, let cause): [.taskFailed(TaskID(task), error: error, cause: cause)]
        case .taskHeartbeat(let task): [.taskHeartbeat(TaskID(task))]
        case .jobEnded(let task, let submitted, let output?, _, _):
            [
                .taskSubmitted(TaskID(task), output: try Payload(parsing: submitted)),
                .taskSucceeded(TaskID(task), output: try Payload(parsing: output)),
            ]
        case .jobEnded(let task, let submitted, nil, let error, let cause):
            [
                .taskSubmitted(TaskID(task), output: try Payload(parsing: submitted)),
                .taskFailed(TaskID(task), error: error, cause: cause),
            ]
        case .stop(let error, let cause): [.stop(error: error, cause: cause)]
        case .redrive(let token): [.redrive(token: token)]
        // No event of the machine: the shard itself takes it.
        case .mapRunChanged: []
        }
    }
}
