/// What validation found out about one definition.
package struct DefinitionReport: Hashable, Sendable {
    /// Errors and warnings: errors first, each in the order in which they were found.
    package let diagnostics: [Diagnostic]
    /// The text that was looked at, which one kind of refusal repeats.
    private let text: String

    init(diagnostics: [Diagnostic], text: String) {
        self.diagnostics = diagnostics.filter { $0.severity == .error } + diagnostics.filter { $0.severity == .warning }
        self.text = text
    }

    /// How many diagnostics one answer holds: as many as AWS's ValidateStateMachineDefinition.
    private static let mostTold = 100

    package var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
    package var warnings: [Diagnostic] { diagnostics.filter { $0.severity == .warning } }

    /// Whether the definition can be stored.
    package var isOK: Bool { errors.isEmpty }

    /// The message of the error InvalidDefinition; nil when the definition can be stored.
    package var refusal: String? {
        guard !isOK else { return nil }
        // Labels are refused in words of their own, whatever else is wrong: so the recorded conversations have it.
        if let label = errors.first(where: { $0.code == .invalidLabel }) {
            return "Error=ValueError Args=[\(PythonText.literal(label.message))] in definition '\(text)'."
        }
        let told = errors.prefix(Self.mostTold).map(\.description)
        return "Invalid State Machine Definition: '\(told.joined(separator: ", "))'"
    }

    /// What ValidateStateMachineDefinition answers: at most so many diagnostics, of a severity and above, and whether
    /// some were left out.
    ///
    /// - Parameter limit: 1 to 100; 0 asks for the default of 100.
    package func answer(
        atLeast severity: DiagnosticSeverity = .error, limit: Int = 0
    ) -> (diagnostics: [Diagnostic], isTruncated: Bool) {
        let wanted = diagnostics.filter { $0.severity >= severity }
        let count = limit == 0 ? Self.mostTold : limit
        return (Array(wanted.prefix(count)), wanted.count > count)
    }
}
