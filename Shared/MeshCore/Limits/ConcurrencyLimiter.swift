/// Limits how many requests are open at once, by what latency says of the queue behind: Gradient2 of Netflix's
/// concurrency-limits.
///
/// The limit shrinks when the latency now is above its long average by more than a tolerance, and grows by a queue's
/// worth else; it only moves while the limit is in use, and an overload (a drop or a time-out) lowers it at once.
package struct ConcurrencyLimiter: Sendable {
    /// The constants, Gradient2's by default.
    package struct Configuration: Sendable {
        package var initial: Int
        package var minimum: Int
        package var maximum: Int
        /// How much worse than its average the latency may be before the limit shrinks.
        package var tolerance: Double
        /// How much of each step is taken.
        package var smoothing: Double
        /// How many requests may wait behind the limit without harm.
        package var queue: Double
        /// How many measurements the long average spans.
        package var longWindow: Int

        package init(
            initial: Int = 20, minimum: Int = 20, maximum: Int = 200, tolerance: Double = 1.5, smoothing: Double = 0.2,
            queue: Double = 4, longWindow: Int = 600
        ) {
            self.initial = initial
            self.minimum = minimum
            self.maximum = maximum
            self.tolerance = tolerance
            self.smoothing = smoothing
            self.queue = queue
            self.longWindow = longWindow
        }
    }

    private let configuration: Configuration
    private var estimate: Double
    private var longLatency: Double = 0
    private var measurements = 0
    /// The requests that are open.
    package private(set) var inFlight = 0

    package init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
        estimate = Double(configuration.initial)
    }

    /// How many requests may be open now.
    package var limit: Int { Int(estimate) }

    /// Asks to begin a request; false says refuse it.
    package mutating func begin() -> Bool {
        guard inFlight < limit else { return false }
        inFlight += 1
        return true
    }

    /// Takes the end of a request that was begun.
    package mutating func finished(_ outcome: RequestOutcome) {
        guard inFlight > 0 else { return }
        let inFlightBefore = inFlight
        inFlight -= 1
        switch outcome {
        case .success(let latency): observe(Double(max(1, latency.nanoseconds)), inFlight: inFlightBefore)
        case .failure, .limited: hold(estimate * 0.9)
        case .cancelled: break
        }
    }

    private mutating func observe(_ latency: Double, inFlight: Int) {
        measurements += 1
        let weight = 2 / Double(min(measurements, configuration.longWindow) + 1)
        longLatency += (latency - longLatency) * weight
        // After an overload the average is too high for long; it is led back so that the limit does not grow on it.
        if longLatency / latency > 2 { longLatency *= 0.95 }
        guard Double(inFlight) >= estimate / 2 else { return }
        let gradient = max(0.5, min(1, configuration.tolerance * longLatency / latency))
        let target = estimate * gradient + configuration.queue
        hold(estimate * (1 - configuration.smoothing) + target * configuration.smoothing)
    }

    private mutating func hold(_ limit: Double) {
        estimate = max(Double(configuration.minimum), min(Double(configuration.maximum), limit))
    }
}
