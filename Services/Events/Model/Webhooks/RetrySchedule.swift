import MeshCore

/// When an event is tried again.
struct RetrySchedule: Hashable, Sendable {
    /// The pauses after the first attempt, the second and so on; with the first attempt there are as many and one.
    let pauses: [Duration]

    /// Standard Webhooks' recommendation ("Deliverability and reliability"): ten attempts in a little more than three days.
    static let standard = RetrySchedule(
        pauses: [
            .seconds(5), .seconds(300), .seconds(1800), .seconds(7200), .seconds(18_000), .seconds(36_000),
            .seconds(50_400), .seconds(72_000), .seconds(86_400),
        ])
    /// So much of a pause is added at most, so that what has failed together does not come back together.
    private static let jitter = 0.2
    /// The longest that a receiver may ask to be left alone.
    private static let longestPause: Duration = .seconds(86_400)

    var attempts: Int { pauses.count + 1 }

    /// The pause after an attempt.
    ///
    /// - Parameters:
    ///   - attempt: Which, from 1; not the last.
    ///   - asked: What the receiver asked for (`Retry-After`); it is not tried earlier.
    ///   - random: 0 ..< 1.
    func pause(after attempt: Int, asked: Duration?, random: Double) -> Duration {
        let planned = pauses[min(attempt, pauses.count) - 1]
        return max(planned + planned * (Self.jitter * random), min(asked ?? .zero, Self.longestPause))
    }
}
