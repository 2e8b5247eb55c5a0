/// What came of a request to start an execution.
package enum StartOutcome: Sendable, Equatable {
    /// It runs: since now, or since the same request was sent before.
    case running(WorkflowExecution)
    /// An execution of this name was there before: it has ended, or was started with another input.
    case nameTaken
    /// There is no workflow of this name.
    case notDeployed
}
