/// How data passes through a state in JSONPath mode: `InputPath` → `Parameters` → result → `ResultSelector` →
/// `ResultPath` → `OutputPath`.
struct PathFlow: Sendable {
    var inputPath = PathSelection.whole
    /// `Parameters`; of a Map state without `ItemSelector` these are the items' instead.
    var parameters: PayloadTemplate?
    var resultSelector: PayloadTemplate?
    var resultPath = ResultPath.replace
    var outputPath = PathSelection.whole
}
