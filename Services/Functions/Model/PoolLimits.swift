import MeshCore

/// The bounds of one pool.
struct PoolLimits: Sendable, Equatable {
    /// Processes at most.
    var processes: Int
    /// Invocations at once, running and waiting; past it they are refused.
    var concurrency: Int
    /// Why they are refused then.
    var reason: ThrottleReason
    /// Processes that are kept however idle they are.
    var provisioned: Int
    /// How long a process may be idle.
    var idle: Duration
}
