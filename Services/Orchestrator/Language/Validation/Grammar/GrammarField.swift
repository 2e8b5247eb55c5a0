/// A field that an object of a definition may have.
struct GrammarField: Sendable {
    let name: String
    let shape: GrammarShape
    /// The query language in which alone it exists; nil when it does in both.
    let language: QueryLanguage?
    let presence: GrammarPresence

    /// A field of both query languages.
    static func both(
        _ name: String, _ shape: GrammarShape, _ presence: GrammarPresence = .optional
    ) -> GrammarField {
        GrammarField(name: name, shape: shape, language: nil, presence: presence)
    }

    /// A field that exists only where paths are JSONPath.
    static func jsonPath(_ name: String, _ shape: GrammarShape) -> GrammarField {
        GrammarField(name: name, shape: shape, language: .jsonPath, presence: .optional)
    }

    /// A field that exists only where expressions are JSONata.
    static func jsonata(_ name: String, _ shape: GrammarShape) -> GrammarField {
        GrammarField(name: name, shape: shape, language: .jsonata, presence: .optional)
    }
}
