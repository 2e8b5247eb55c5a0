/// A way out of a state, as the definition writes it.
struct StateTransition: Sendable {
    /// The name of the state to which it leads, which need not exist.
    let target: String
    /// Where that name stands.
    let place: DefinitionPlace
    /// The variables that are assigned on the way.
    let assigned: [String]
}
