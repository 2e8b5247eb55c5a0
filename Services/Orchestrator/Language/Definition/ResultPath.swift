/// What becomes of a result.
enum ResultPath: Sendable {
    /// It replaces the input.
    case replace
    /// `null`: the input goes on without it.
    case discard
    /// It is put into the input.
    case place(ReferencePath)
}
