import MeshCore

/// A state as it stands in a definition, before anything is known to be right about it.
struct OutlinedState: Sendable {
    let name: String
    let place: DefinitionPlace
    let members: JSONObject
    /// What its `Type` says; nil when that names no type.
    let type: GrammarObject?
    let language: QueryLanguage
    /// Whether it asks for JSONPath in a state machine that is JSONata as a whole, which is refused.
    let isDowngraded: Bool
    /// Where in the outline its machine is.
    let scope: Int
    /// All ways out of it: of choices, defaults, catchers, and to the next one.
    let transitions: [StateTransition]

    init(
        name: String, place: DefinitionPlace, members: JSONObject, language: QueryLanguage, isDowngraded: Bool,
        scope: Int
    ) {
        self.name = name
        self.place = place
        self.members = members
        type = members["Type"]?.stringValue.flatMap(GrammarObject.init(stateType:))
        self.language = language
        self.isDowngraded = isDowngraded
        self.scope = scope
        transitions = Self.transitions(of: members, type, at: place)
    }

    /// Whether it ends its machine.
    var isTerminal: Bool {
        switch type {
        case .succeed, .fail: true
        case .some: members["End"] == .bool(true)
        case nil: false
        }
    }

    /// Whether it is a map whose items run as executions of their own.
    var isDistributedMap: Bool {
        type == .map
            && ["ItemProcessor", "Iterator"].contains {
                members[$0]?["ProcessorConfig"]?["Mode"]?.stringValue == "DISTRIBUTED"
            }
    }
}
