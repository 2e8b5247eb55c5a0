import MeshCore

/// A part of a run: one visit of a state, a branch of a Parallel, or an iteration of a Map.
struct RunNode: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// - Parameter type: Such as `Task`.
        case state(type: String)
        case branch(number: Int)
        case iteration(index: Int)
    }

    enum Outcome: String, Sendable, Equatable {
        case running, succeeded, failed, caught, aborted
    }

    let kind: Kind
    let name: String
    /// The node that it lies in; nil at the top.
    let parent: Int?
    let begun: Timestamp
    var ended: Timestamp?
    var outcome = Outcome.running
    /// The nodes within, in the order in which they began.
    var children: [Int] = []
    /// How often its task was begun.
    var tries = 0
    /// Why tries failed, in order; the last one is what the state failed with, if it did.
    var errors: [RunError] = []
    /// What a task calls.
    var resource: String?
    /// How many items a Map has.
    var length: Int?

    init(_ kind: Kind, name: String, parent: Int?, begun: Timestamp) {
        self.kind = kind
        self.name = name
        self.parent = parent
        self.begun = begun
    }
}
