import MeshCore

/// Holds every object of a definition against the grammar, and gathers its queries on the way.
struct GrammarCheck: Sendable {
    let outline: DefinitionOutline
    let catalog: IntegrationCatalog
    var diagnostics: [Diagnostic] = []
    var queries: [QueryUse] = []

    init(_ outline: DefinitionOutline, catalog: IntegrationCatalog) {
        self.outline = outline
        self.catalog = catalog
    }

    /// Looks at everything once, in the order of the text.
    mutating func run() {
        for visit in outline.visits {
            switch visit {
            case .scope(let position):
                let scope = outline.scopes[position]
                // What a machine inside is made of is up to the machine around it.
                let kind = scope.holder.map { outline.scopes[outline.states[$0].scope].kind } ?? scope.kind
                check(
                    scope.members, as: scope.object, at: scope.place,
                    GrammarContext(language: outline.language, kind: kind))
            case .state(let position): check(state: outline.states[position], at: position)
            }
        }
        for place in outline.tooDeep {
            add(.tooDeeplyNested, "The states are too deeply nested", at: place)
        }
    }

    private mutating func check(state: OutlinedState, at position: Int) {
        if state.isDowngraded {
            schema(
                "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", at: state.place)
        }
        guard let type = state.type else {
            if let written = state.members["Type"] {
                check(
                    written, .stateType, "Type", at: state.place, GrammarContext(language: .jsonPath, kind: .standard))
            } else {
                schema("These fields are required: [Type]", at: state.place)
            }
            return
        }
        let context = GrammarContext(
            language: state.language, kind: outline.scopes[state.scope].kind, state: position,
            hasResult: StatesGrammar.node(type)["Catch"] != nil, overlooksLanguage: state.isDowngraded)
        check(state.members, as: type, at: state.place, context)
    }

    /// Holds an object against what its kind may have.
    mutating func check(
        _ members: JSONObject, as object: GrammarObject, at place: DefinitionPlace, _ context: GrammarContext
    ) {
        let node = StatesGrammar.node(object)
        var readable: [(field: GrammarField, value: JSONValue)] = []
        for (name, value) in members {
            guard let field = node[name] else {
                schema("Field '\(name)' is not supported", at: place)
                continue
            }
            if let language = field.language, language != context.language {
                if !context.overlooksLanguage { refuse(field, of: language, at: place) }
                continue
            }
            readable.append((field, value))
        }
        checkPresence(members, node, at: place, context)
        for (field, value) in readable {
            check(value, field.shape, field.name, at: place, context.reading(field.name))
        }
    }

    private mutating func refuse(_ field: GrammarField, of language: QueryLanguage, at place: DefinitionPlace) {
        schema(
            "The QueryLanguage is set to '\(language.other.rawValue)', but field '\(field.name)' is only supported "
                + "for the '\(language.rawValue)' QueryLanguage",
            at: place)
    }

    private mutating func checkPresence(
        _ members: JSONObject, _ node: GrammarNode, at place: DefinitionPlace, _ context: GrammarContext
    ) {
        let missing = node.fields.filter { $0.presence == .required && members[$0.name] == nil }.map(\.name)
        if !missing.isEmpty {
            schema("These fields are required: [\(missing.joined(separator: ", "))]", at: place)
        }
        for rule in node.rules {
            if let (message, at) = rule.complaint(about: members, at: place, in: context.language) {
                schema(message, at: at)
            }
        }
    }

    mutating func add(_ code: DiagnosticCode, _ message: String, at place: DefinitionPlace) {
        diagnostics.append(Diagnostic(code, message, at: place.text))
    }

    mutating func schema(_ message: String, at place: DefinitionPlace) {
        add(.schema, message, at: place)
    }
}

extension GrammarContext {
    /// The context of a field's value.
    fileprivate func reading(_ field: String) -> GrammarContext {
        var result = self
        if part == .entry, hasResult, ["Output", "Assign", "ResultSelector", "OutputPath"].contains(field) {
            result.part = .result
        }
        return result
    }
}
