/// How a state machine's executions are kept.
enum MachineType: String, Sendable, CaseIterable {
    /// Every step is durable, and the history is kept.
    case standard = "STANDARD"
    /// Short and many: only that it was started is durable.
    case express = "EXPRESS"
}
