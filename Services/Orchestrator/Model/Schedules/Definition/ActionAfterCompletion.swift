/// What becomes of a schedule that has run for the last time.
enum ActionAfterCompletion: String, Hashable, Sendable, CaseIterable {
    case none = "NONE"
    case delete = "DELETE"
}
