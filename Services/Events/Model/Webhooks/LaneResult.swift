/// What became of a record that a lane has left behind.
enum LaneResult: Hashable, Sendable {
    case delivered
    /// It went to the dead letters.
    case undelivered(error: String)
}
