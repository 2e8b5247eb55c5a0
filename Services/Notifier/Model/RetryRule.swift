import MeshCore

/// When a delivery that did not go through is tried again: pauses that double, half of each drawn by lot, so that what failed
/// together does not come back together.
struct RetryRule: Sendable, Equatable {
    var first: Duration = .seconds(30)
    var longest: Duration = .seconds(4 * 3600)
    /// Attempts at most.
    var attempts = 30
    /// How long after it was asked for a delivery is given up (RFC 5321, section 4.5.4.1, has four to five days for mail
    /// that people wrote; a notification is stale before).
    var age: Duration = .seconds(2 * 86_400)

    /// The moment of the next attempt; nil when there is to be none.
    ///
    /// - Parameters:
    ///   - attempt: How many were made.
    ///   - createdAt: When the delivery was asked for, or revived.
    ///   - now: The moment of the last one.
    ///   - random: From 0 up to 1.
    func next(after attempt: Int, createdAt: Timestamp, at now: Timestamp, random: Double) -> Timestamp? {
        guard attempt < attempts else { return nil }
        let doubled = first.nanoseconds.multipliedReportingOverflow(by: 1 << Int64(min(max(attempt - 1, 0), 30)))
        let pause = doubled.overflow ? longest : min(longest, .nanoseconds(doubled.partialValue))
        let next = now + .nanoseconds(Int64(Double(pause.nanoseconds) * (0.5 + random / 2)))
        return next <= createdAt + age ? next : nil
    }
}
