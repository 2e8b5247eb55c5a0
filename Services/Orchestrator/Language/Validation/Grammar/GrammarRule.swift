/// What holds between the fields of an object.
enum GrammarRule: Sendable {
    /// One of these, and no second.
    case exactlyOne([String])
    /// At most one of these.
    case atMostOne([String])
    /// One of the ways to write a condition, for which AWS has words of its own.
    case oneSelector([String])
    /// When this field is there, exactly one of these too.
    case exactlyOneBeside(String, [String])
    /// This field, plain or with `.$`, for which AWS has words of its own.
    case field(String)
    /// When the first field has this value, the other must be there.
    case requires(String, is: String, field: String)
    /// Unless the first field has one of these values, the other must not be there.
    case allows(String, only: [String], field: String)
    /// One of these at least; none at all says nothing.
    case something([String])
}
