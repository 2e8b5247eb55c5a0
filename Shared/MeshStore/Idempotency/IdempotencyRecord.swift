import MeshCore

/// A key as the file keeps it, and the rules of using it again.
///
/// When the wall clock steps back, a request in progress counts from the moment at which somebody notices, and finished
/// ones are kept longer by as much; when it steps forward, keys expire early by as much.
struct IdempotencyRecord: Equatable {
    enum State: Equatable {
        /// - Parameter owner: The ``ProcessMark`` of who carries it out; nil in a row older than that column.
        case running(since: Timestamp, owner: String?)
        case done(StoredAnswer)
    }

    /// What the rules say; ``IdempotencyKeys`` makes it so.
    enum Verdict: Equatable {
        case claim
        case replay(StoredAnswer)
        case wait(since: Timestamp)
        /// As `wait`, and the time since which it runs must be set to now.
        case restart
        case mismatch
    }

    var fingerprint: RequestFingerprint
    var state: State
    var expiresAt: Timestamp

    /// Judges a request.
    ///
    /// - Parameters:
    ///   - record: What the file knows of its key.
    ///   - fingerprint: The request's.
    ///   - now: The wall clock.
    ///   - overtakeAfter: How long a request may be in progress before its process is taken for dead.
    ///   - isAlive: Whether the process of a mark runs.
    static func judge(
        _ record: IdempotencyRecord?, fingerprint: RequestFingerprint, at now: Timestamp, overtakeAfter: Duration,
        isAlive: (String) -> Bool
    ) -> Verdict {
        guard let record else { return .claim }
        switch record.state {
        case .done(let answer):
            guard record.expiresAt > now else { return .claim }
            return record.fingerprint == fingerprint ? .replay(answer) : .mismatch
        case .running(let since, let owner):
            if since + overtakeAfter <= now { return .claim }
            guard record.fingerprint == fingerprint else { return .mismatch }
            // Its process was killed: what it had not committed has not happened, and what it had is `done`.
            if let owner, !isAlive(owner) { return .claim }
            return since > now ? .restart : .wait(since: since)
        }
    }
}
