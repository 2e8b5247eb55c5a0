/// What becomes of a training's models.
enum TrainingVerdict: Hashable, Sendable {
    /// They are served, if what they were held against is still what is served.
    case promoted(over: Int64?)
    /// They are kept, and served when somebody says so.
    case rejected
    case failed
}
