import MeshCore

/// An execution in a virtual world, with what it did.
struct HostedExecution: Sendable {
    var machine: ExecutionMachine
    var history: [HistoryEvent] = []
    var outcome: ExecutionOutcome?
    /// Of which map run, and which of its items, it is; nil of the execution that the case starts.
    let item: HostedItem?
}
