package import MeshCore

/// The state that is tested: alone, or one of a state machine.
package struct StateTestSubject: Sendable {
    let state: StateDefinition
    /// How many branches a Parallel state has.
    let branchCount: Int

    /// Takes a state from its own definition, or by its name from a whole state machine's.
    package init(_ json: JSONValue, stateName: String?) throws(DefinitionError) {
        if let stateName {
            guard let state = try Definition(json).state(named: stateName) else {
                throw DefinitionError("There is no state of that name", at: "/States/\(stateName)")
            }
            self.init(state)
        } else {
            var reader = DefinitionReader()
            self.init(try reader.state(json, named: Self.namelessState, language: .jsonPath, at: ""))
        }
    }

    private init(_ state: StateDefinition) {
        self.state = state
        if case .parallel(let branches) = state.kind { branchCount = branches.count } else { branchCount = 0 }
    }

    /// What TestState calls the state in the context object, whatever its name is.
    static let namelessState = "StateName"

    /// Whether the state calls something, so that a role is asked for.
    package var isTask: Bool {
        if case .task = state.kind { true } else { false }
    }
}
