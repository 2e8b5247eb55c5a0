package import MeshCore

/// A JSON Schema, read once, to validate any number of values.
///
/// Draft 2020-12 (https://json-schema.org/draft/2020-12), 2019-09 and draft 7 are known, in each document as its `$schema` says.
package struct SchemaDocument: Sendable {
    /// The schema as it was given.
    package let source: JSONValue
    private let program: SchemaProgram

    /// Reads a schema and everything that it refers to.
    ///
    /// - Throws: ``SchemaError``, which tells what is malformed or missing, and where.
    package init(_ source: JSONValue, options: SchemaOptions = SchemaOptions()) throws(SchemaError) {
        self.source = source
        program = try SchemaCompiler.compile(source, options)
    }

    /// Whether a value is valid, as fast as that can be said.
    ///
    /// - Throws: ``SchemaLimitError`` when it takes more than the limits allow.
    package func accepts(_ value: JSONValue, limits: SchemaLimits = SchemaLimits()) throws(SchemaLimitError) -> Bool {
        var validation = Validation(program, limits)
        return try validation.run(value)
    }

    /// What is wrong with a value, and where.
    ///
    /// - Throws: ``SchemaLimitError`` when it takes more than the limits allow.
    package func report(
        on value: JSONValue, limits: SchemaLimits = SchemaLimits()
    ) throws(SchemaLimitError) -> SchemaReport {
        var validation = Validation(program, limits)
        return try validation.report(on: value)
    }
}
