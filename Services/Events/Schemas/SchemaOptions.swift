package import MeshCore

/// What reading a schema takes besides the schema.
package struct SchemaOptions: Sendable {
    /// Whether `format` is a promise or a check.
    package enum Formats: Sendable {
        /// As the dialect has it: a note for people, unless the metaschema has the vocabulary of assertions.
        case asDeclared
        /// Always a check.
        case asserted
    }

    /// The dialect of schemas without `$schema`.
    package var dialect: SchemaDialect
    package var formats: Formats
    /// The URI by which the schema was found; relative identifiers and references count from it.
    package var baseURI: String
    /// Schemas to which references may lead, by their URIs; the metaschemas of the dialects are always known.
    package var documents: [String: JSONValue]

    package init(
        dialect: SchemaDialect = .draft2020, formats: Formats = .asDeclared, baseURI: String = "",
        documents: [String: JSONValue] = [:]
    ) {
        self.dialect = dialect
        self.formats = formats
        self.baseURI = baseURI
        self.documents = documents
    }
}
