import StatesLanguage

/// What follows from a step once it is on disk.
struct StepEffects: Sendable {
    let execution: Int64
    var dispatches: [TaskOrder] = []
    var timers: [TimerEntry] = []
    var cancelledTimers: [Int64] = []
    /// Tasks for which nobody waits any more.
    var cancelledTasks: [Int64] = []
    /// Activities that have a new task.
    var activities: Set<Int64> = []
    /// Shards that have mail.
    var mailedShards: Set<Int64> = []
    /// What is to be done for its map runs, or for the one that it is an item of.
    var mapRunJobs: [MapRunJob] = []
    var hasMore = false
    var ending: ExecutionEnding?
}
