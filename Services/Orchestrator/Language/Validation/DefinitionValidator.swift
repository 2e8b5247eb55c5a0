package import MeshCore

/// Tells what is wrong with a state machine's definition before it is stored.
///
/// Errors are what AWS refuses, with its codes, words and places; warnings are what AWS warns of, and beyond that what
/// will not do what its author meant.
package struct DefinitionValidator: Sendable {
    /// What the machine's executions are.
    package let kind: MachineKind
    /// The services that tasks may call.
    package let catalog: IntegrationCatalog

    /// How deep arrays and objects of a definition may lie in each other, and how long its text may be (AWS's bound).
    private static let limits = JSONLimits(depth: 256, byteCount: 1 << 20)

    package init(kind: MachineKind = .standard, catalog: IntegrationCatalog = .standard) {
        self.kind = kind
        self.catalog = catalog
    }

    /// Looks at the text of a definition.
    package func validate(_ text: String) -> DefinitionReport {
        let isEmpty = text.allSatisfy(\.isWhitespace)
        guard !isEmpty else {
            return DefinitionReport(
                diagnostics: [Diagnostic(.missingDescription, "State machine definition must not be empty", at: nil)],
                text: text)
        }
        do {
            return validate(try JSONValue(parsing: text, limits: Self.limits), text: text)
        } catch {
            return DefinitionReport(
                diagnostics: [Diagnostic(.invalidJSON, error.complaint(in: text), at: nil)], text: text)
        }
    }

    /// Looks at a definition that is read already.
    package func validate(_ definition: JSONValue) -> DefinitionReport {
        validate(definition, text: definition.description)
    }

    /// Looks at one state by itself, as TestState does: places are told as if it were alone in its machine, and where
    /// it leads is not looked at.
    ///
    /// - Parameter name: What it is called in the places.
    package func validate(state: JSONValue, named name: String) -> DefinitionReport {
        let text = state.description
        guard case .object = state else { return report([.notAnObject], text: text) }
        let root: JSONObject = ["StartAt": .string(name), "States": [name: state]]
        let outline = DefinitionOutline(root, kind: kind)
        var grammar = GrammarCheck(outline, catalog: catalog)
        grammar.run()
        let inner = outline.scopes.count > 1 ? TransitionCheck(outline: outline).diagnostics() : []
        return report(
            grammar.diagnostics + QueryCheck(queries: grammar.queries).diagnostics()
                + NameCheck(outline: outline).diagnostics() + HandlerCheck(outline: outline).diagnostics()
                + inner.filter { ($0.location ?? "").contains("/States/\(name)/") && !$0.isAbout(state: name) },
            text: text)
    }

    private func validate(_ definition: JSONValue, text: String) -> DefinitionReport {
        guard case .object(let root) = definition else { return report([.notAnObject], text: text) }
        let outline = DefinitionOutline(root, kind: kind)
        var grammar = GrammarCheck(outline, catalog: catalog)
        grammar.run()
        return report(
            grammar.diagnostics + QueryCheck(queries: grammar.queries).diagnostics()
                + NameCheck(outline: outline).diagnostics() + HandlerCheck(outline: outline).diagnostics()
                + TransitionCheck(outline: outline).diagnostics()
                + VariableCheck(outline: outline, queries: grammar.queries).diagnostics()
                + DoubtCheck(outline: outline).diagnostics(),
            text: text)
    }

    private func report(_ diagnostics: [Diagnostic], text: String) -> DefinitionReport {
        DefinitionReport(diagnostics: diagnostics, text: text)
    }
}

extension Diagnostic {
    /// What is said of a definition that is JSON and no object.
    fileprivate static let notAnObject = Diagnostic(.schema, "Expected value of type [OBJECT]", at: "/")

    /// Whether it is about a transition of the whole machine's only state.
    fileprivate func isAbout(state name: String) -> Bool {
        ["Next", "Default"].contains { location == "/States/\(name)/\($0)" }
            || (location ?? "").hasPrefix("/States/\(name)/Catch[")
            || (location ?? "").hasPrefix("/States/\(name)/Choices[")
    }
}

extension JSONParseError {
    /// What is wrong, with the line and column, for people.
    fileprivate func complaint(in text: String) -> String {
        let before = text.utf8.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
        return "\(reason.rawValue) [line: \(line), column: \(column)]"
    }
}
