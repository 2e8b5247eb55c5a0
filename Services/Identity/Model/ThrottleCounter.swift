import MeshCore

/// The failures counted under one key, and until when that key must wait.
struct ThrottleCounter: Sendable, Equatable {
    private(set) var failures: Int
    private(set) var lastFailureAt: Timestamp
    private(set) var blockedUntil: Timestamp?

    init(failures: Int, lastFailureAt: Timestamp, blockedUntil: Timestamp?) {
        self.failures = failures
        self.lastFailureAt = lastFailureAt
        self.blockedUntil = blockedUntil
    }

    /// The counter after one more failure.
    ///
    /// - Parameters:
    ///   - counter: What was counted before; nil when nothing was.
    ///   - rule: What the failure costs.
    ///   - now: The wall clock. A clock that went back counts as no time passed, so the count goes on.
    static func afterFailure(of counter: ThrottleCounter?, rule: ThrottleRule, at now: Timestamp) -> ThrottleCounter {
        let continued = counter.flatMap { $0.lastFailureAt.duration(to: now) <= rule.window ? $0.failures : nil } ?? 0
        let failures = min(continued + 1, 1_000_000)
        let wait = rule.wait(afterFailures: failures)
        return ThrottleCounter(failures: failures, lastFailureAt: now, blockedUntil: wait > .zero ? now + wait : nil)
    }

    /// How long the next attempt must wait; nil when it may be made.
    ///
    /// A wait longer than the rule can give was written by a clock that has gone back since; it is void, or an owner would be locked
    /// out until the old time comes again.
    func retryAfter(rule: ThrottleRule, at now: Timestamp) -> Duration? {
        guard let blockedUntil else { return nil }
        let left = now.duration(to: blockedUntil)
        return left > .zero && left <= rule.limit ? left : nil
    }
}
