/// One thing that is wrong or doubtful in a definition, as ValidateStateMachineDefinition tells it.
package struct Diagnostic: Hashable, Sendable {
    package let code: DiagnosticCode
    package let message: String
    /// Where, in AWS's writing: `/States/Ship/Retry[0]/ErrorEquals`; nil when the whole text is meant.
    package let location: String?

    package init(_ code: DiagnosticCode, _ message: String, at location: String?) {
        self.code = code
        self.message = message
        self.location = location
    }

    package var severity: DiagnosticSeverity { code.severity }
}

extension Diagnostic: CustomStringConvertible {
    /// As it stands in the message of InvalidDefinition, where a missing place is written `null`.
    package var description: String { "\(code.rawValue): \(message) at \(location ?? "null")" }
}
