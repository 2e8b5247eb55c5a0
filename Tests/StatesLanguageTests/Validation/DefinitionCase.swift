import Testing

/// A definition, and the errors that it must be told, as they stand in the message of InvalidDefinition.
struct DefinitionCase: Sendable, CustomTestStringConvertible {
    let title: String
    let definition: String
    let errors: [String]

    init(_ title: String, _ definition: String, _ errors: String...) {
        self.title = title
        self.definition = definition
        self.errors = errors
    }

    /// A machine of one state and what lies behind it.
    static func state(_ title: String, _ fields: String, language: String? = nil, _ errors: String...) -> DefinitionCase
    {
        DefinitionCase(title: title, definition: Self.machine(fields, language: language), errors: errors)
    }

    /// A machine whose first state is `X`, with an end `Z`.
    static func machine(_ fields: String, language: String? = nil) -> String {
        let top = language.map { #""QueryLanguage":"\#($0)","# } ?? ""
        let end = fields.contains(#""Z""#) ? #","Z":{"Type":"Succeed"}"# : ""
        return #"{\#(top)"StartAt":"X","States":{"X":{\#(fields)}\#(end)}}"#
    }

    private init(title: String, definition: String, errors: [String]) {
        self.title = title
        self.definition = definition
        self.errors = errors
    }

    var testDescription: String { title }
}
