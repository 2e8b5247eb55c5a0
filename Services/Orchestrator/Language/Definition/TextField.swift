/// A text, or where one is: `Error` and `Cause` of a Fail state, `Timestamp` of a Wait state.
enum TextField: Sendable {
    case fixed(String)
    /// The …Path form of the field.
    case path(PathExpression)
    case jsonata(JSONataTemplate)
}
