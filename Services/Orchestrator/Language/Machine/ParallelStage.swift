/// A Parallel state whose branches run.
struct ParallelStage: Hashable, Sendable {
    /// The outputs of the branches that have ended.
    var results: [Payload?]

    var isComplete: Bool { results.allSatisfy { $0 != nil } }
}
