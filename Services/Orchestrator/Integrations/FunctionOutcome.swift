/// What came of an invocation.
enum FunctionOutcome: Sendable {
    case answered(FunctionAnswer)
    /// The function was not run, as far as is known.
    case refused(error: String, cause: String)
}
