import MeshCore

/// A definition with its settings, which never change: running executions stay on the one they started with.
struct MachineRevision: Hashable, Sendable {
    let number: Int64
    /// The name of the revision on the wire; nil for the one that a state machine was created with.
    let id: String?
    let definition: String
    let settings: MachineSettings
    let createdAt: Timestamp
}
