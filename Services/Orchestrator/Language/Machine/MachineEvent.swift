/// What happens to an execution.
///
/// Events of tasks, timers and map runs that no longer matter (the task was cancelled, the timer had been replaced) are
/// ignored: nothing is recorded and nothing ordered, so each may be delivered more than once.
package enum MachineEvent: Sendable {
    /// The first event, once.
    case start(input: Payload)
    /// Go on with what ``MachineOrder/proceed`` left.
    case proceed
    /// Somebody works on the task now. Optional: a task that ends without having started is recorded as started first.
    /// - Parameter worker: The name that an activity's worker gave.
    case taskStarted(TaskID, worker: String? = nil)
    /// The task could not be handed to anybody at all.
    case taskStartFailed(TaskID, error: String?, cause: String?)
    /// A `.sync` job was accepted, or a `.waitForTaskToken` call answered; the task goes on.
    case taskSubmitted(TaskID, output: Payload)
    case taskSubmitFailed(TaskID, error: String?, cause: String?)
    case taskSucceeded(TaskID, output: Payload)
    case taskFailed(TaskID, error: String?, cause: String?)
    /// Somebody else than the machine's own timer saw that the task's time is over.
    case taskTimedOut(TaskID, error: String?, cause: String?)
    case taskHeartbeat(TaskID)
    case timerFired(TimerID)
    case mapRunEnded(MapRunID, MapRunResult)
    /// Somebody stops the execution.
    case stop(error: String?, cause: String?)
    /// Somebody starts an execution that did not succeed again where it stopped.
    /// - Parameter token: By which the request is known again; the machine does not look at it.
    case redrive(token: String? = nil)
}
