package import MeshCore

/// What an execution wants done. All orders of one call are carried out together, after the new state is durable.
///
/// What is large and rare is kept aside, so that a long list of recorded events stays small.
package enum MachineOrder: Sendable {
    case record(HistoryEvent)
    /// Have the task done. The same order may be carried out again after a crash, with the same idempotency token.
    indirect case dispatch(TaskOrder)
    case setTimer(TimerID, at: Timestamp)
    case cancelTimer(TimerID)
    /// Nobody waits for the task any more.
    /// - Parameter isJob: Whether it waits for the end of something that was started for it (`.sync`), which is to be
    ///   stopped, too.
    case cancelTask(TaskID, isJob: Bool)
    indirect case startMapRun(MapRunOrder)
    /// Stop the map run and its executions; its end need not be told.
    case stopMapRun(MapRunID)
    /// There is more to do at once: store, then call again with ``MachineEvent/proceed``. The state says so too
    /// (``ExecutionState/hasMoreToDo``), for who restores it.
    case proceed
    indirect case end(ExecutionOutcome)
}
