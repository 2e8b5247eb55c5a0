import StatesLanguage

/// A task to be done, and where its outcome goes.
struct TaskJob: Sendable {
    /// The execution that it belongs to.
    let execution: Int64
    let identity: ExecutionIdentity
    let isStandard: Bool
    let order: TaskOrder
    /// Nil for a task that is tried alone.
    let shard: ExecutionShard?
    /// Whether it was under way before this instance took the shard.
    var isResumed = false

    /// A task of no execution, whose outcome goes to whoever asks for it.
    init(alone order: TaskOrder, identity: ExecutionIdentity) {
        (execution, isStandard, shard) = (0, false, nil)
        self.identity = identity
        self.order = order
    }

    init(record: ExecutionRecord, identity: ExecutionIdentity, order: TaskOrder, shard: ExecutionShard) {
        execution = record.number
        isStandard = record.kind.isDurable
        self.identity = identity
        self.order = order
        self.shard = shard
    }
}
