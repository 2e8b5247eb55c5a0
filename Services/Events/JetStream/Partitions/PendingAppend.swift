import EventLog

/// A caller whose records are not all stored yet. Belongs to the actor that appends.
final class PendingAppend {
    /// What a caller that waits is told.
    enum Turn: Sendable {
        /// All is done.
        case over(Result<AppendAnswer, any Error>)
        /// It is for this caller to store what waits.
        case lead
    }

    let work: AppendWork
    /// What became of its records, as far as they are stored.
    var outcomes: [AppendOutcome] = []
    /// Set when all is done.
    var result: Result<AppendAnswer, any Error>?
    /// The caller while it waits.
    var waiter: CheckedContinuation<Turn, Never>?

    init(_ work: AppendWork) { self.work = work }

    /// Tells the caller the end. Again does nothing.
    func end(_ result: Result<AppendAnswer, any Error>) {
        guard self.result == nil else { return }
        self.result = result
        waiter?.resume(returning: .over(result))
        waiter = nil
    }
}
