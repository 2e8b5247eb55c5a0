/// What a metaschema makes of a schema: the dialect, and the vocabularies whose keywords count.
struct DialectProfile: Hashable, Sendable {
    let dialect: SchemaDialect
    let vocabularies: Set<Vocabulary>

    /// A dialect as it is without a metaschema of one's own.
    init(_ dialect: SchemaDialect) {
        self.dialect = dialect
        vocabularies = Set(Vocabulary.allCases).subtracting([.formatAssertion])
    }

    init(_ dialect: SchemaDialect, vocabularies: Set<Vocabulary>) {
        self.dialect = dialect
        // Without the core no schema can be read at all.
        self.vocabularies = vocabularies.union([.core])
    }

    func has(_ vocabulary: Vocabulary) -> Bool {
        vocabularies.contains(vocabulary)
    }
}
