import MeshCore

/// Looks where the states lead: to states that exist, to all states that there are, and to an end.
struct TransitionCheck: Sendable {
    let outline: DefinitionOutline

    /// What is wrong, and what AWS lets pass.
    func diagnostics() -> [Diagnostic] {
        var result: [Diagnostic] = []
        for (position, scope) in outline.scopes.enumerated() {
            let states = outline.states(of: scope)
            guard let start = scope.startAt, !states.isEmpty else { continue }
            result += danglingTargets(of: scope, among: states, from: start)
            if position == 0, lacksEnd(scope) {
                // With no end there is no way to one, and AWS says no more about it.
                result.append(Diagnostic(.missingEnd, "Workflow has no terminal state", at: nil))
                continue
            }
            let reached = Self.reached(from: start, among: states)
            for state in scope.states.map({ outline.states[$0] }) where !reached.contains(state.name) {
                result.append(
                    Diagnostic(.missingTarget, "State \"\(state.name)\" is not reachable.", at: state.place.text))
            }
            result += endlessLoops(in: scope, among: states, reached: reached)
        }
        return result
    }

    /// AWS calls every such field `Next`, whatever its name.
    private func danglingTargets(
        of scope: MachineScope, among states: [String: OutlinedState], from start: String
    ) -> [Diagnostic] {
        func missing(_ target: String, at place: DefinitionPlace) -> Diagnostic? {
            guard states[target] == nil, outline.scopes[0].members["States"] != nil else { return nil }
            return Diagnostic(.missingTarget, "Missing 'Next' target: \(target)", at: place.text)
        }
        let first = missing(start, at: scope.place.member("StartAt")).map { [$0] } ?? []
        return first
            + scope.states.flatMap { outline.states[$0].transitions.compactMap { missing($0.target, at: $0.place) } }
    }

    /// Whether the whole machine has no state that ends it, though all its states are such that one can tell.
    private func lacksEnd(_ scope: MachineScope) -> Bool {
        scope.states.map { outline.states[$0] }.allSatisfy { state in
            !state.isTerminal && state.type != nil && !state.transitions.isEmpty
        }
    }

    private static func reached(from start: String, among states: [String: OutlinedState]) -> Set<String> {
        var reached: Set<String> = []
        var waiting = [start]
        while let name = waiting.popLast() {
            guard let state = states[name], reached.insert(name).inserted else { continue }
            waiting += state.transitions.map(\.target)
        }
        return reached
    }

    /// States from which no way leads to an end: one diagnostic for each loop, at its first state.
    private func endlessLoops(
        in scope: MachineScope, among states: [String: OutlinedState], reached: Set<String>
    ) -> [Diagnostic] {
        let ending = Self.ending(states)
        var told: Set<String> = []
        return scope.states.map { outline.states[$0] }.compactMap { state in
            guard reached.contains(state.name), !ending.contains(state.name), !told.contains(state.name) else {
                return nil
            }
            let loop = Self.reached(from: state.name, among: states)
            told.formUnion(loop)
            return Diagnostic(
                .endlessLoop, "No way leads from state \"\(state.name)\" to an end: it runs until it is stopped",
                at: state.place.text)
        }
    }

    /// The states from which some way leads to an end, found from the ends backwards.
    private static func ending(_ states: [String: OutlinedState]) -> Set<String> {
        var before: [String: [String]] = [:]
        var waiting: [String] = []
        for state in states.values {
            // A target that does not exist is told elsewhere; what lies behind it is nobody's guess.
            let isOpen = state.transitions.isEmpty || state.transitions.contains { states[$0.target] == nil }
            if state.isTerminal || isOpen { waiting.append(state.name) }
            for transition in state.transitions { before[transition.target, default: []].append(state.name) }
        }
        var ending: Set<String> = []
        while let name = waiting.popLast() {
            guard ending.insert(name).inserted else { continue }
            waiting += before[name] ?? []
        }
        return ending
    }
}
