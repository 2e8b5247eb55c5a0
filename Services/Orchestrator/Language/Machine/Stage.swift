/// How far a branch has come with its state.
enum Stage: Hashable, Sendable {
    /// It is to be entered.
    case entering
    /// It has been entered, and is to be run: the first time, or again.
    case running
    /// Somebody else works on it.
    indirect case task(TaskStage)
    /// A Wait state.
    case waiting(TimerID)
    /// It failed, and is tried again later.
    case retrying(TimerID)
    case parallel(ParallelStage)
    indirect case map(MapStage)
    indirect case mapRun(MapRunStage)
    /// It failed, or was stopped with the execution: here a redrive goes on.
    case stopped
    /// A distributed map failed or was stopped: a redrive does again what did not succeed.
    indirect case stoppedMapRun(MapRunStage)
}
