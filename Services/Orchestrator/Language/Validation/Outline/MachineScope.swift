import MeshCore

/// The states that can lead to each other: the whole machine, a branch of a parallel state, the processor of a map.
struct MachineScope: Sendable {
    let place: DefinitionPlace
    let members: JSONObject
    let object: GrammarObject
    /// What its executions are: a distributed map's items may run as express executions in a standard machine.
    let kind: MachineKind
    /// Where in the outline the state is that holds it; nil of the whole machine.
    let holder: Int?
    /// Whether it runs in executions of its own, which see no variables of the machine around.
    let isSeparate: Bool
    /// Where in the outline its states are.
    fileprivate(set) var states: [Int] = []

    var startAt: String? { members["StartAt"]?.stringValue }
}

extension MachineScope {
    /// Takes a state in, in the order of the text.
    mutating func add(state: Int) {
        states.append(state)
    }
}
