import MeshCore

/// All machines and states of a definition, found without trusting its shape.
struct DefinitionOutline: Sendable {
    private(set) var scopes: [MachineScope] = []
    private(set) var states: [OutlinedState] = []
    /// Machines and states, those that hold others before them.
    private(set) var visits: [OutlineVisit] = []
    /// Machines that lie too deep in each other and were not looked into.
    private(set) var tooDeep: [DefinitionPlace] = []
    /// The query language of the whole machine.
    let language: QueryLanguage

    /// How deep machines may lie in each other: 25, far beyond what anybody draws, far below what a stack takes.
    private static let mostNesting = 25

    init(_ root: JSONObject, kind: MachineKind) {
        language = QueryLanguage(field: root["QueryLanguage"], inherited: .jsonPath)
        visit(
            MachineScope(
                place: .root, members: root, object: .machine, kind: kind, holder: nil, isSeparate: true), depth: 0)
    }

    private mutating func visit(_ scope: MachineScope, depth: Int) {
        guard depth <= Self.mostNesting else {
            tooDeep.append(scope.place)
            return
        }
        let position = scopes.count
        scopes.append(scope)
        visits.append(.scope(position))
        let place = scope.place.member("States")
        for (name, value) in scope.members["States"]?.objectValue ?? [:] {
            guard case .object(let members) = value else { continue }
            visit(state: name, members, at: place.member(name), in: position, depth: depth)
        }
    }

    private mutating func visit(
        state name: String, _ members: JSONObject, at place: DefinitionPlace, in scope: Int, depth: Int
    ) {
        let asked = members["QueryLanguage"]
        let state = OutlinedState(
            name: name, place: place, members: members, language: QueryLanguage(field: asked, inherited: language),
            isDowngraded: language == .jsonata && asked == "JSONPath", scope: scope)
        let position = states.count
        states.append(state)
        scopes[scope].add(state: position)
        visits.append(.state(position))
        for inner in machines(of: state, at: position) { visit(inner, depth: depth + 1) }
    }

    /// The machines that a state holds.
    private func machines(of state: OutlinedState, at position: Int) -> [MachineScope] {
        let kind = scopes[state.scope].kind
        switch state.type {
        case .parallel:
            return (state.members["Branches"]?.arrayValue ?? []).enumerated().compactMap { index, branch in
                branch.objectValue.map {
                    MachineScope(
                        place: state.place.member("Branches").element(index), members: $0, object: .branch, kind: kind,
                        holder: position, isSeparate: false)
                }
            }
        case .map:
            return ["ItemProcessor", "Iterator"].compactMap { field in
                state.members[field]?.objectValue.map { processor in
                    let asked = processor["ProcessorConfig"]?["ExecutionType"]?.stringValue
                    return MachineScope(
                        place: state.place.member(field), members: processor, object: .processor,
                        kind: state.isDistributedMap ? asked.flatMap(MachineKind.init) ?? kind : kind,
                        holder: position, isSeparate: state.isDistributedMap)
                }
            }
        case .some, nil: return []
        }
    }

    /// The states of a machine by their names.
    func states(of scope: MachineScope) -> [String: OutlinedState] {
        Dictionary(uniqueKeysWithValues: scope.states.map { (states[$0].name, states[$0]) })
    }
}
