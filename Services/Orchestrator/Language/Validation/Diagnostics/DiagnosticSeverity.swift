/// How grave what a diagnostic tells is.
package enum DiagnosticSeverity: String, Hashable, Sendable {
    /// The definition cannot be stored.
    case error = "ERROR"
    /// The definition can be stored, and will probably not do what its author meant.
    case warning = "WARNING"
}

extension DiagnosticSeverity: Comparable {
    /// Warnings come below errors, so that a lowest severity can be asked for.
    package static func < (left: DiagnosticSeverity, right: DiagnosticSeverity) -> Bool {
        left == .warning && right == .error
    }
}
