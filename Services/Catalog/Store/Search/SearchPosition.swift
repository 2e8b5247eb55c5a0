/// How far the index follows the store.
struct SearchPosition: Equatable, Sendable {
    /// The number of the last product that is new to it.
    var number: Int64 = 0
    /// The last line of the queue of changes.
    var sequence: Int64 = 0
}
