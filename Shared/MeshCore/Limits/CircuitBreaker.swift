/// Stops calls to something that fails, and tries again with one call after a while.
///
/// It opens when, of enough calls in a window, too large a share failed; the defaults are Hystrix's (window 10 s, 20
/// calls, half of them, 5 s).
package struct CircuitBreaker: Sendable {
    private enum State {
        case closed
        case open(until: MonotonicInstant)
        /// One call is under way that decides; another one is let through when it has not come back by then.
        case halfOpen(until: MonotonicInstant)
    }

    private let minimumCalls: Int
    private let failureShare: Double
    private let pause: Duration
    private var window: OutcomeWindow
    private var state = State.closed

    package init(
        window: Duration = .seconds(10), minimumCalls: Int = 20, failureShare: Double = 0.5,
        pause: Duration = .seconds(5)
    ) {
        self.minimumCalls = minimumCalls
        self.failureShare = failureShare
        self.pause = pause
        self.window = OutcomeWindow(length: window)
    }

    /// Whether calls are let through as usual.
    package var isClosed: Bool {
        if case .closed = state { return true }
        return false
    }

    /// Asks to make a call; false says fail at once.
    package mutating func begin(at now: MonotonicInstant) -> Bool {
        switch state {
        case .closed: return true
        case .open(let until), .halfOpen(let until):
            guard now >= until else { return false }
            state = .halfOpen(until: now.advanced(by: pause))
            return true
        }
    }

    /// Takes how a call ended that was let through.
    package mutating func finished(_ outcome: RequestOutcome, at now: MonotonicInstant) {
        let isSuccess: Bool
        switch outcome {
        case .success: isSuccess = true
        case .failure, .limited: isSuccess = false
        case .cancelled: return
        }
        switch state {
        case .open: break
        case .halfOpen:
            if isSuccess {
                state = .closed
                window.reset()
            } else {
                state = .open(until: now.advanced(by: pause))
            }
        case .closed:
            window.record(isSuccess: isSuccess, at: now)
            let counts = window.counts(at: now)
            let total = counts.successes + counts.failures
            guard total >= minimumCalls, Double(counts.failures) >= failureShare * Double(total) else { return }
            state = .open(until: now.advanced(by: pause))
        }
    }
}
