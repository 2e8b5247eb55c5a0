/// A task that somebody works on.
struct TaskStage: Hashable, Sendable {
    let id: TaskID
    let resource: TaskResource
    var timeout: TimerID?
    var heartbeat: TimerID?
    let heartbeatSeconds: Int64?
    var hasStarted = false
}
