/// The fields that an object of a definition may have, and the rules between them.
struct GrammarNode: Sendable {
    let fields: [GrammarField]
    let rules: [GrammarRule]
    private let positions: [String: Int]

    init(_ fields: [GrammarField], rules: [GrammarRule] = []) {
        self.fields = fields
        self.rules = rules
        positions = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
    }

    /// The field of a name; nil when there is none.
    subscript(_ name: String) -> GrammarField? {
        positions[name].map { fields[$0] }
    }
}
