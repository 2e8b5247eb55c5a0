import MeshCore

extension OutlinedState {
    /// All ways out of a state: of choices, defaults, catchers, and to the next one.
    static func transitions(
        of members: JSONObject, _ type: GrammarObject?, at place: DefinitionPlace
    ) -> [StateTransition] {
        let own = assigned(members)
        var result: [StateTransition] = []
        func add(_ target: JSONValue?, at place: DefinitionPlace, _ assigned: [String]) {
            guard let name = target?.stringValue else { return }
            result.append(StateTransition(target: name, place: place, assigned: assigned))
        }
        switch type {
        case .choice:
            for (rule, at) in elements("Choices", of: members, at: place) {
                add(rule["Next"], at: at.member("Next"), assigned(rule))
            }
            add(members["Default"], at: place.member("Default"), own)
        case .succeed, .fail, nil: break
        case .some: add(members["Next"], at: place.member("Next"), own)
        }
        if let type, StatesGrammar.node(type)["Catch"] != nil {
            for (catcher, at) in elements("Catch", of: members, at: place) {
                add(catcher["Next"], at: at.member("Next"), assigned(catcher))
            }
        }
        return result
    }

    /// The objects in an array of the state, with their places.
    func elements(_ field: String) -> [(object: JSONObject, place: DefinitionPlace)] {
        Self.elements(field, of: members, at: place)
    }

    private static func elements(
        _ field: String, of members: JSONObject, at place: DefinitionPlace
    ) -> [(object: JSONObject, place: DefinitionPlace)] {
        (members[field]?.arrayValue ?? []).enumerated().compactMap { index, element in
            element.objectValue.map { ($0, place.member(field).element(index)) }
        }
    }

    /// The names of the variables that an object assigns.
    static func assigned(_ members: JSONObject) -> [String] {
        (members["Assign"]?.objectValue?.names ?? []).map { $0.hasSuffix(".$") ? String($0.dropLast(2)) : $0 }
    }
}
