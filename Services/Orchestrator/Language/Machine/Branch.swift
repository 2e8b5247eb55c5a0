import MeshCore

/// A line of states that run one after another.
struct Branch: Hashable, Sendable {
    let id: BranchID
    /// The branch whose state this one belongs to; nil for the execution itself.
    let parent: BranchID?
    /// Which branch of the Parallel state, or which iteration of the Map state.
    let slot: Int
    /// The number of its states' group in the definition.
    let group: Int

    /// The state that is entered, runs, or has failed.
    var stateName: String
    var input: Payload
    var stage: Stage = .entering
    /// The variables of this branch's own scope.
    var variables: [String: Payload] = [:]

    /// To which the next event points back.
    var lastEvent: Int64
    /// The event with which the state was entered.
    var enteredEvent: Int64 = 0
    /// The event before that one.
    var eventBeforeState: Int64 = 0
    var enteredTime = Timestamp(milliseconds: 0)

    /// How often each retrier has been used in this visit of the state.
    var retries: [Int] = []

    /// How often the state has been tried again in this visit.
    var retryCount: Int { retries.reduce(0, +) }
}
