/// States that run one after another: a whole state machine, a branch of a Parallel state, the processor of a Map state.
struct StateGroup: Sendable {
    let startAt: String
    let states: [String: StateDefinition]
}
