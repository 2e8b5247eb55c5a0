import MeshCore

/// Looks at retriers and catchers: at the wildcard's place, at names that nothing raises, at handlers behind others
/// that take all that they could.
struct HandlerCheck: Sendable {
    let outline: DefinitionOutline

    func diagnostics() -> [Diagnostic] {
        outline.states.flatMap { state -> [Diagnostic] in
            guard let type = state.type, StatesGrammar.node(type)["Catch"] != nil else { return [] }
            return ["Retry", "Catch"].flatMap { diagnostics(of: $0, in: state) }
        }
    }

    private func diagnostics(of field: String, in state: OutlinedState) -> [Diagnostic] {
        let handlers = state.elements(field)
        var taken: [String] = []
        var result: [Diagnostic] = []
        for (index, (handler, place)) in handlers.enumerated() {
            let names = (handler["ErrorEquals"]?.arrayValue ?? []).compactMap(\.stringValue)
            let at = place.member("ErrorEquals")
            for (position, name) in names.enumerated() {
                let here = at.element(position).text
                if name == ErrorNames.all, names.count > 1 || index < handlers.count - 1 {
                    result.append(Diagnostic(.schema, "States.ALL must appear alone and at end of list", at: here))
                }
                result +=
                    ErrorNames.doubt(about: name, among: taken).map { [Diagnostic($0.code, $0.message, at: here)] }
                    ?? []
            }
            taken += names
        }
        return result
    }
}
