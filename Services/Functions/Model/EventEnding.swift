import MeshCore

/// All that is written down when an event has ended.
struct EventEnding: Sendable {
    /// A function that is told next.
    struct Next: Sendable {
        let function: FunctionReference
        let id: String
        let payload: [UInt8]
    }

    /// What is kept for people.
    struct DeadLetter: Sendable {
        /// Where it was to go; nil for nowhere else.
        let target: String?
        let content: String
    }

    var next: [Next] = []
    var deadLetters: [DeadLetter] = []
}
