/// An event of a dead letter that was taken by a replay.
struct ReplayedEvent: Hashable, Sendable {
    /// The letter's.
    let offset: Int64
    /// Its place among the events of the letter's request.
    let item: Int
}
