/// What an `InputPath` or `OutputPath` lets through.
enum PathSelection: Sendable {
    case whole
    /// `null`: an empty object.
    case nothing
    case path(StatePath)
}
