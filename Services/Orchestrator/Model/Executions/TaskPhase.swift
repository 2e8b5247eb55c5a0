/// How far a task has come. The raw values are stored.
enum TaskPhase: Int64, Sendable {
    /// Somebody must do it, again after a restart.
    case dispatched = 0
    /// It was handed on; somebody will tell its end.
    case waiting = 1
    /// It waits for a worker of its activity.
    case queued = 2
}
