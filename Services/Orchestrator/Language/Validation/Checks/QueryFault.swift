/// What is wrong with a query.
enum QueryFault: Hashable, Sendable {
    /// No path, or no call of an intrinsic function, where one must stand.
    case malformed
    /// A path that leads to more than one place.
    case notReference
    /// What must be a path does not start with `$`.
    case notRooted
    /// A JSONata expression that does not parse, with the parser's words.
    case expression(String)
    /// What JSONata can and the states language cannot, in AWS's words: each on its own.
    case unsupported([String])
}
