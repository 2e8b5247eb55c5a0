/// A set of keywords that metaschemas turn on together (Core, section 8.1.2).
enum Vocabulary: String, CaseIterable, Hashable, Sendable {
    case core
    case applicator
    case unevaluated
    case validation
    case metaData = "meta-data"
    case formatAnnotation = "format-annotation"
    case formatAssertion = "format-assertion"
    case content
}
