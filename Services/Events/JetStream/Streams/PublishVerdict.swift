/// What became of a message that was to be stored behind a certain one.
enum PublishVerdict: Equatable {
    /// It is stored, by as many servers as make a majority.
    case stored(sequence: UInt64)
    /// Another message is, or is about to be, where it should have been.
    case conflict
}
