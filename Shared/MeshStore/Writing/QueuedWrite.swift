import GRDB

/// A write that waits for its group, its result's type erased.
struct QueuedWrite: Sendable {
    /// Tells the caller, once the group is on disk.
    typealias Acknowledgement = @Sendable () -> Void

    /// Its number in the queue, by which a cancelled caller takes it back.
    var id: UInt64 = 0
    /// Whether it shares its transaction with no other.
    var isAlone = false
    /// Runs the statements and returns what to do when they are on disk. May run twice: once in a group that failed
    /// as a whole, and then alone.
    let perform: @Sendable (Database) throws -> Acknowledgement
    /// Tells the caller that nothing was kept.
    let fail: @Sendable (any Error) -> Void
}
