import StatesLanguage

/// A task of an execution that has not ended.
struct TaskEntry: Sendable {
    let order: TaskOrder
    var phase: TaskPhase
    /// The activity whose workers do it.
    var activity: Int64?
}
