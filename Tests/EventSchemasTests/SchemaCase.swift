import EventSchemas
import MeshCore
import Testing

/// A schema, and values that it takes and does not take, all in JSON.
struct SchemaCase: CustomTestStringConvertible, Sendable {
    let name: String
    let schema: String
    var valid: [String] = []
    var invalid: [String] = []
    var dialect: SchemaDialect = .draft2020
    var documents: [String: String] = [:]

    init(
        _ name: String, _ schema: String, valid: [String] = [], invalid: [String] = [],
        dialect: SchemaDialect = .draft2020, documents: [String: String] = [:]
    ) {
        self.name = name
        self.schema = schema
        self.valid = valid
        self.invalid = invalid
        self.dialect = dialect
        self.documents = documents
    }

    var testDescription: String { "\(name) (\(dialect.rawValue))" }

    func document(formats: SchemaOptions.Formats = .asDeclared) throws -> SchemaDocument {
        let options = SchemaOptions(
            dialect: dialect, formats: formats, documents: try documents.mapValues { try JSONValue(parsing: $0) })
        return try SchemaDocument(JSONValue(parsing: schema), options: options)
    }

    /// Holds every value against the schema, by its verdict and by its report.
    func check(formats: SchemaOptions.Formats = .asDeclared) throws {
        let document = try document(formats: formats)
        for (texts, expected) in [(valid, true), (invalid, false)] {
            for text in texts {
                let value = try JSONValue(parsing: text)
                let report = try document.report(on: value)
                #expect(try document.accepts(value) == expected, "\(name): \(text)")
                #expect(
                    report.isValid == expected && report.violations.isEmpty == expected, "\(name): \(text) \(report)")
            }
        }
    }
}
