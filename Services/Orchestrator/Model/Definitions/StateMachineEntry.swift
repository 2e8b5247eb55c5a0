import MeshCore

/// A state machine as lists show it.
struct StateMachineEntry: Hashable, Sendable {
    let number: Int64
    let name: String
    let type: MachineType
    let createdAt: Timestamp
}
