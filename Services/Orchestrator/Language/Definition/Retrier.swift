import MeshCore

/// When and how often a failed state is tried again.
struct Retrier: Hashable, Sendable {
    let errors: ErrorMatcher
    let maxAttempts: Int64
    let intervalSeconds: Double
    let backoffRate: Double
    let maxDelaySeconds: Double?
    let hasFullJitter: Bool

    /// How long to wait before an attempt, without jitter.
    ///
    /// - Parameter attempt: How often this retrier has been used in this visit of the state.
    func delay(after attempt: Int) -> Double {
        // The rate is at least 1, so a large count ends at the largest finite delay and not in infinity.
        var seconds = intervalSeconds
        for _ in 0..<min(attempt, 1024) { seconds = min(seconds * backoffRate, 1e15) }
        return maxDelaySeconds.map { min(seconds, $0) } ?? seconds
    }

    /// How long to wait before an attempt.
    func delay(after attempt: Int, drawing randomness: inout any RandomNumberGenerator) -> Duration {
        let seconds = delay(after: attempt)
        let drawn = hasFullJitter ? seconds * (Double(randomness.next() >> 11) * 0x1p-53) : seconds
        return .milliseconds(Int64(min(drawn * 1000, 9e15).rounded()))
    }
}
