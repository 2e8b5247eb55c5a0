/// A repetition of one character with bounds, which is not written out.
struct PatternRun: Sendable {
    let set: Int
    let least: Int
    let most: Int
    let isBackward: Bool
    /// The place among the marks, as for splits: runs behind each other would multiply their ways.
    let mark: Int
}
