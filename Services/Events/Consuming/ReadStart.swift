import MeshCore

/// Where a reader begins.
enum ReadStart: Equatable, Sendable {
    case offset(Int64)
    /// At the first record whose timestamp is not before it.
    case time(Timestamp)
    /// At the oldest record.
    case earliest
    /// At the next record that will be appended.
    case latest
}
