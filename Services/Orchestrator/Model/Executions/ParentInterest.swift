/// What the task that has started an execution wants to know of its end. The raw values are stored.
enum ParentInterest: Int64, Sendable {
    /// Nothing: that it started was all. Who started it is known all the same, so that a repetition finds it.
    case none = 0
    /// The end, with input and output as texts (`.sync`).
    case text = 1
    /// The end, with input and output as JSON (`.sync:2`).
    case json = 2
}
