/// What an ``OutlierDetector`` knows of one endpoint.
struct EndpointHealth: Sendable {
    enum State {
        case healthy
        case ejected(until: MonotonicInstant)
        /// One request is under way that decides.
        case probing
    }

    var state = State.healthy
    private var window: OutcomeWindow
    private var failuresInARow = 0
    private var ejections = 0
    private var restoredAt: MonotonicInstant?

    init(window: OutcomeWindow) {
        self.window = window
    }

    var isEjected: Bool {
        switch state {
        case .healthy: false
        case .ejected, .probing: true
        }
    }

    /// Counts an outcome; true when it makes the endpoint an outlier.
    mutating func record(
        _ outcome: RequestOutcome, at now: MonotonicInstant, configuration: OutlierConfiguration
    ) -> Bool {
        switch outcome {
        case .cancelled: return false
        case .success:
            failuresInARow = 0
            window.record(isSuccess: true, at: now)
            return false
        case .limited:
            window.record(isSuccess: false, at: now)
        case .failure:
            failuresInARow += 1
            window.record(isSuccess: false, at: now)
        }
        if failuresInARow >= configuration.consecutiveFailures { return true }
        let counts = window.counts(at: now)
        let total = counts.successes + counts.failures
        return total >= configuration.minimumRequests
            && Double(counts.successes) < configuration.successRate * Double(total)
    }

    /// Counts an ejection; returns which one in a row it is.
    mutating func countEjection(at now: MonotonicInstant, forgiveness: Duration) -> Int {
        if let restoredAt, restoredAt.duration(to: now) >= forgiveness { ejections = 0 }
        restoredAt = nil
        ejections += 1
        return ejections
    }

    mutating func restore(at now: MonotonicInstant) {
        state = .healthy
        restoredAt = now
        failuresInARow = 0
        window.reset()
    }
}
