import MeshCore

/// A state machine as the store knows it.
struct StateMachine: Hashable, Sendable {
    let number: Int64
    let name: String
    let type: MachineType
    let createdAt: Timestamp
    var revision: MachineRevision
    var isDeleting: Bool
}
