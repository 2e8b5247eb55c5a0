import MeshCore

/// With what a state is left.
struct StateExit {
    let output: Payload
    /// The variables that it assigns, in the order of the definition.
    let assigned: [(name: String, value: Payload)]
}
