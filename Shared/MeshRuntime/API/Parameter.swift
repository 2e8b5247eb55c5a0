/// A parameter of an operation: where it stands, what it may be, and what it means.
package struct Parameter: Sendable {
    /// Where a parameter stands in a request.
    package enum Location: String, Sendable {
        case path, query, header
    }

    package let name: String
    package let location: Location
    package let kind: ParameterKind
    package let meaning: String
    package let isRequired: Bool
    /// What holds when it is absent, as it would be written.
    package let standard: String?

    /// Whether it may stand more than once.
    var isRepeatable: Bool {
        if case .repeated = kind { true } else { false }
    }

    /// A part of the path; always there.
    package static func path(_ name: String, _ kind: ParameterKind, _ meaning: String) -> Parameter {
        Parameter(name: name, location: .path, kind: kind, meaning: meaning, isRequired: true, standard: nil)
    }

    /// A parameter of the query that may be absent.
    ///
    /// - Parameter standard: What holds when it is absent, as it would be written.
    package static func query(
        _ name: String, _ kind: ParameterKind, default standard: String? = nil, _ meaning: String
    ) -> Parameter {
        Parameter(name: name, location: .query, kind: kind, meaning: meaning, isRequired: false, standard: standard)
    }

    /// A parameter of the query that must be there.
    package static func requiredQuery(_ name: String, _ kind: ParameterKind, _ meaning: String) -> Parameter {
        Parameter(name: name, location: .query, kind: kind, meaning: meaning, isRequired: true, standard: nil)
    }

    /// A header field that may be absent. Its name is compared without regard to case.
    package static func header(_ name: String, _ kind: ParameterKind, _ meaning: String) -> Parameter {
        Parameter(name: name, location: .header, kind: kind, meaning: meaning, isRequired: false, standard: nil)
    }
}
