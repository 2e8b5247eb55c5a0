/// How many elements an array must have.
enum GrammarCount: Hashable, Sendable {
    case any
    case atLeastOne
}
