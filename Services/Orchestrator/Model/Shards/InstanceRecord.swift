import MeshCore

/// An instance of the orchestrator as the others know it.
struct InstanceRecord: Hashable, Sendable {
    /// Unique to the process.
    let owner: String
    /// Where its bell is: a port of this machine.
    let bell: Int
    let seenAt: Timestamp
}
