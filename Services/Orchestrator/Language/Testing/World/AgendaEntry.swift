import MeshCore

/// Something that will happen to an execution.
struct AgendaEntry: Sendable {
    let time: Timestamp
    /// Which execution of the world.
    let execution: Int
    let event: MachineEvent
    let key: AgendaKey?
}
