import StatesLanguage

/// What came of handing a task to whoever does it.
enum TaskOutcome: Sendable {
    case succeeded(Payload)
    case failed(error: String?, cause: String?)
    case timedOut(error: String?, cause: String?)
    /// It was taken, and somebody will tell its end.
    case submitted(Payload)
    case submitFailed(error: String?, cause: String?)
    /// There is nobody to do it.
    case startFailed(error: String?, cause: String?)

    /// What the execution is told.
    func events(of task: TaskID) -> [MachineEvent] {
        switch self {
        case .succeeded(let output): [.taskStarted(task), .taskSucceeded(task, output: output)]
        case .failed(let error, let cause): [.taskStarted(task), .taskFailed(task, error: error, cause: cause)]
        case .timedOut(let error, let cause): [.taskStarted(task), .taskTimedOut(task, error: error, cause: cause)]
        case .submitted(let output): [.taskStarted(task), .taskSubmitted(task, output: output)]
        case .submitFailed(let error, let cause):
            [.taskStarted(task), .taskSubmitFailed(task, error: error, cause: cause)]
        case .startFailed(let error, let cause): [.taskStartFailed(task, error: error, cause: cause)]
        }
    }
}
