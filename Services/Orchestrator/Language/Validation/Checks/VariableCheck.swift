/// Looks for variables that are read where no way has assigned them.
struct VariableCheck: Sendable {
    let outline: DefinitionOutline
    let queries: [QueryUse]

    /// How many pairs of states and variables are looked at: beyond that the work would not be bounded by the
    /// definition's length, and nobody reads so many warnings.
    private static let mostPairs = 250_000

    func diagnostics() -> [Diagnostic] {
        guard queries.contains(where: { !$0.reading.variables.isEmpty }) else { return [] }
        let names = Set(outline.states.flatMap { $0.transitions.flatMap(\.assigned) })
        guard names.count * outline.states.count <= Self.mostPairs else { return [] }
        let known = assignedBefore()
        return queries.flatMap { query -> [Diagnostic] in
            guard let state = query.state else { return [] }
            return query.reading.variables.filter { !known[state].contains($0) }.map {
                Diagnostic(
                    .undefinedVariable, "No way to this state assigns a variable \"$\($0)\"", at: query.place.text)
            }
        }
    }

    /// The variables that some way to each state assigns, those of the machines around included.
    private func assignedBefore() -> [Set<String>] {
        var known = Array(repeating: Set<String>(), count: outline.states.count)
        // A machine stands behind the state that holds it, so its surroundings are known when its turn comes.
        for scope in outline.scopes {
            let positions = Dictionary(
                uniqueKeysWithValues: scope.states.map { (outline.states[$0].name, $0) })
            let around = scope.isSeparate ? [] : scope.holder.map { known[$0] } ?? []
            guard let start = scope.startAt.flatMap({ positions[$0] }) else { continue }
            known[start].formUnion(around)
            var seen: Set<Int> = []
            var waiting = [start]
            while let position = waiting.popLast() {
                seen.insert(position)
                for transition in outline.states[position].transitions {
                    guard let target = positions[transition.target] else { continue }
                    let more = known[position].union(transition.assigned)
                    guard !seen.contains(target) || !more.isSubset(of: known[target]) else { continue }
                    known[target].formUnion(more)
                    waiting.append(target)
                }
            }
        }
        return known
    }
}
