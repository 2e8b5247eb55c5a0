/// Delays that double, drawn at random from zero up to the doubled bound, so that those who failed together do not come
/// back together ("full jitter", AWS Architecture Blog, "Exponential Backoff And Jitter", 2015).
package struct Backoff: Sendable {
    private let initial: Duration
    private let maximum: Duration
    private let minimum: Duration
    private var random: SplitMix64
    private var attempt = 0

    /// Makes one at its first attempt.
    ///
    /// - Parameters:
    ///   - initial: The bound of the first delay.
    ///   - maximum: What the bound grows to.
    ///   - minimum: What no delay is below.
    ///   - seed: Where the jitter starts.
    package init(initial: Duration, maximum: Duration, minimum: Duration = .zero, seed: UInt64) {
        self.initial = initial
        self.maximum = maximum
        self.minimum = minimum
        random = SplitMix64(seed: seed)
    }

    /// How many delays were given since the last reset.
    package var attempts: Int { attempt }

    /// The delay before the next attempt.
    package mutating func next() -> Duration {
        let doubled = Double(initial.nanoseconds) * Double(UInt64(1) << UInt64(min(attempt, 40)))
        let bound = min(doubled, Double(maximum.nanoseconds))
        attempt += 1
        return max(minimum, .nanoseconds(Int64(bound * random.unit())))
    }

    /// Starts over, after a success.
    package mutating func reset() {
        attempt = 0
    }
}
