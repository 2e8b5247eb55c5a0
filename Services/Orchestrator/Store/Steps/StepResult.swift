/// What came of a step's write.
enum StepResult: Sendable, Hashable {
    case done
    /// An execution of its name is there; nothing of the step was kept.
    case nameTaken
}
