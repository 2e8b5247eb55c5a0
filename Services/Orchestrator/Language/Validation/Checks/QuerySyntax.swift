/// How a query is written.
enum QuerySyntax: Hashable, Sendable {
    /// A JSONata expression, without its `{%` and `%}`.
    case jsonata
    case path
    case reference
    case resultPath
    /// The variable or the other side of a comparison.
    case operand
    /// A path, or the call of an intrinsic function.
    case pathOrIntrinsic
    /// The same, as the value of a key of a template that ends in `.$`.
    case templateValue(key: String)
}
