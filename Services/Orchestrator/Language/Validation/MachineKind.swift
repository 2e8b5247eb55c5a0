/// What a state machine's executions are, which decides what its definition may use.
package enum MachineKind: String, Hashable, Sendable {
    /// Durable, up to a year, each step exactly once.
    case standard = "STANDARD"
    /// Short; no jobs, callbacks, activities and distributed maps.
    case express = "EXPRESS"
}
