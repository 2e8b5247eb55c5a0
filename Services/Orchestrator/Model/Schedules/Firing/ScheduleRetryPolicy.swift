import MeshCore

/// How often and how long a call that failed is tried again.
struct ScheduleRetryPolicy: Hashable, Sendable {
    /// Tries after the first.
    let retries: Int
    let ageSeconds: Int

    /// What the service's API takes; its upper bounds are the defaults.
    static let retryRange = 0...185
    static let ageRange = 60...86_400

    init(retries: Int, ageSeconds: Int) {
        self.retries = retries
        self.ageSeconds = ageSeconds
    }

    /// When a call is tried again.
    ///
    /// - Parameters:
    ///   - attempts: How many have failed.
    ///   - recordedAt: When the firing was recorded; its age counts from there.
    ///   - now: When the last attempt failed.
    ///   - random: For the jitter.
    func decision(
        afterAttempts attempts: Int, recordedAt: Timestamp, at now: Timestamp, random: inout some RandomNumberGenerator
    ) -> RetryDecision {
        guard attempts <= retries else { return .exhausted(.attempts) }
        // Half of the bound is sure, half is drawn, so that what failed together comes back apart but not at once.
        let bound = min(Self.firstDelay << Int64(min(attempts - 1, 30)), Self.longestDelay)
        let delay = bound / 2 + Int64(random.next(upperBound: UInt64(bound / 2 + 1)))
        let again = now + .milliseconds(delay)
        return again > recordedAt + .seconds(ageSeconds) ? .exhausted(.age) : .again(at: again)
    }

    private static let firstDelay: Int64 = 1000
    /// Ten minutes: 185 tries then fill a day, as the service's defaults do.
    static let longestDelay: Int64 = 600_000
}
