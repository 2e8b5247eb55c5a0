package import MeshCore

extension DefinitionValidator {
    /// Which variables the states of a definition read, by the states' names, as DescribeStateMachine tells it; nil when
    /// none reads any.
    package func variableReferences(_ definition: JSONValue) -> JSONObject? {
        guard case .object(let root) = definition else { return nil }
        let outline = DefinitionOutline(root, kind: kind)
        var grammar = GrammarCheck(outline, catalog: catalog)
        grammar.run()
        var references: [Int: Set<String>] = [:]
        for query in grammar.queries {
            guard let state = query.state else { continue }
            references[state, default: []].formUnion(query.reading.variables)
        }
        let members = references.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { state, names in
            (outline.states[state].name, JSONValue.array(names.sorted().map(JSONValue.string)))
        }
        return members.isEmpty ? nil : JSONObject(members)
    }
}
