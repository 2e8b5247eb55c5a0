/// What a pool is to do next.
enum PoolOrder: Sendable, Equatable {
    /// Start a process.
    case start(SandboxID)
    /// Give a waiting invocation to a process that is free.
    case assign(SandboxID, to: WaiterID)
    /// End a process that is idle.
    case stop(SandboxID)
    /// Tell an invocation that there is no process for it.
    case refuse(WaiterID, ThrottleReason)
}
