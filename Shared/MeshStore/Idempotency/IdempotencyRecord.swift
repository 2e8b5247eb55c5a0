import MeshCore

/// A key as the file keeps it, and the rules of using it again.
///
/// When the wall clock steps back, a request in progress counts from the moment at which somebody notices, and finished
/// ones are kept longer by as much; when it steps forward, keys expire early by as much.
struct IdempotencyRecord: Equatable {
    enum State: Equatable {
        case running(since: Timestamp)
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
    static func judge(
        _ record: IdempotencyRecord?, fingerprint: RequestFingerprint, at now: Timestamp, overtakeAfter: Duration
    ) -> Verdict {
        guard let record else { return .claim }
        switch record.state {
        case .done(let answer):
            guard record.expiresAt > now else { return .claim }
            return record.fingerprint == fingerprint ? .replay(answer) : .mismatch
        case .running(let since):
            if since + overtakeAfter <= now { return .claim }
            guard record.fingerprint == fingerprint else { return .mismatch }
            return since > now ? .restart : .wait(since: since)
        }
    }
}
