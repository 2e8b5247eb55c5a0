import MeshCore

/// How much of a definition the cases of a test have reached.
package struct WorkflowCoverage: Sendable {
    private let outline: DefinitionOutline
    /// Everything that can be reached, in the order of the definition.
    package let items: [CoverageItem]
    package private(set) var reached: Set<CoverageItem> = []

    init(of definition: JSONValue) {
        outline = DefinitionOutline(definition.objectValue ?? [:], kind: .standard)
        items = outline.states.flatMap { state in
            [.state(state.name)]
                + state.elements("Retry").indices.map { .retrier(state: state.name, $0) }
                + state.elements("Catch").indices.map { .catcher(state: state.name, $0) }
                + state.elements("Choices").indices.map { .rule(state: state.name, $0) }
                + (state.members["Default"] != nil ? [.defaultRule(state: state.name)] : [])
        }
    }

    /// What no case has reached.
    package var missed: [CoverageItem] { items.filter { !reached.contains($0) } }

    /// How many things of a kind there are, and how many of them were reached.
    package func counts(of kind: CoverageKind) -> (reached: Int, all: Int) {
        let all = items.filter { $0.kind == kind }
        return (all.count { reached.contains($0) }, all.count)
    }

    /// Takes in what a history tells.
    mutating func add(_ history: [HistoryEvent]) {
        var trace = HistoryTrace(outline: outline)
        for event in history { reached.formUnion(trace.follow(event)) }
    }
}
