/// Where a failed state goes on.
struct Catcher: Sendable {
    let errors: ErrorMatcher
    let next: String
    /// In JSONPath mode.
    let resultPath: ResultPath
    /// In JSONata mode.
    let output: JSONataTemplate?
    let assign: ValueTemplate?
}
