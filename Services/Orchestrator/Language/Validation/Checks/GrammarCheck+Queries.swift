import MeshCore

extension GrammarCheck {
    /// Takes a path down to be looked at later.
    mutating func take(
        _ value: JSONValue, _ syntax: QuerySyntax, nullable: Bool, at place: DefinitionPlace, _ context: GrammarContext
    ) {
        if nullable, value == .null { return }
        guard let text = value.stringValue else { return expect(false, "[STRING]", at: place) }
        add(query: text, syntax, at: place, context)
    }

    /// Takes an expression down, when a value in a state in JSONata is one.
    mutating func takeExpression(_ value: JSONValue, at place: DefinitionPlace, _ context: GrammarContext) -> Bool {
        guard context.language == .jsonata, let text = value.stringValue, text.hasPrefix("{%") else { return false }
        guard let expression = QueryLanguage.expression(in: text) else {
            schema("JSONata string must start with {% and end with %}", at: place)
            return true
        }
        add(query: expression, .jsonata, at: place, context)
        return true
    }

    mutating func checkCondition(_ value: JSONValue, at place: DefinitionPlace, _ context: GrammarContext) {
        guard !takeExpression(value, at: place, context), value.boolValue == nil else { return }
        if value.stringValue != nil {
            schema("JSONata string must start with {% and end with %}", at: place)
        } else {
            expect(false, "[STRING]", at: place)
        }
    }

    /// Looks through a template: for keys that end in `.$` in JSONPath, for expressions anywhere in JSONata.
    mutating func checkTemplate(_ value: JSONValue, at place: DefinitionPlace, _ context: GrammarContext) {
        if takeExpression(value, at: place, context) { return }
        switch value {
        case .object(let members):
            for (name, member) in members {
                if context.language == .jsonPath, name.hasSuffix(".$") {
                    takeTemplateValue(member, key: name, at: place, context)
                } else {
                    checkTemplate(member, at: place.member(name), context)
                }
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                checkTemplate(element, at: place.element(index), context)
            }
        case .null, .bool, .int, .double, .string: break
        }
    }

    /// AWS places what is wrong with a template's key at the object that has the key.
    private mutating func takeTemplateValue(
        _ value: JSONValue, key: String, at place: DefinitionPlace, _ context: GrammarContext
    ) {
        guard let text = value.stringValue else {
            return schema(QueryCheck.complaint(aboutKey: key), at: place)
        }
        add(query: text, .templateValue(key: key), at: place, context)
    }

    mutating func checkAssignment(_ value: JSONValue, at place: DefinitionPlace, _ context: GrammarContext) {
        guard let members = value.objectValue else { return expect(false, "[OBJECT]", at: place) }
        for name in OutlinedState.assigned(["Assign": .object(members)]) {
            if name == "states" {
                add(.reservedVariableName, "Cannot assign to reserved variable '$states'.", at: place)
            } else if let fault = Self.fault(inVariable: name) {
                add(.invalidVariableName, "Invalid variable name '\(name)': \(fault)", at: place)
            }
        }
        checkTemplate(value, at: place, context)
    }

    /// What is wrong with a variable's name: it must be an identifier (Unicode Annex 31) of at most 80 characters.
    private static func fault(inVariable name: String) -> String? {
        let scalars = name.unicodeScalars
        guard let first = scalars.first else { return "the variable name is empty." }
        guard first.properties.isIDStart, scalars.allSatisfy(\.properties.isIDContinue) else {
            return "the variable name contains invalid characters."
        }
        return scalars.count > 80 ? "the variable name exceeds the 80-character limit." : nil
    }

    private mutating func add(
        query text: String, _ syntax: QuerySyntax, at place: DefinitionPlace, _ context: GrammarContext
    ) {
        queries.append(QueryUse(text, syntax, at: place, part: context.part, state: context.state))
    }
}
