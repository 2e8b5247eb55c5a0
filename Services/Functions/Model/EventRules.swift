import MeshCore

/// When an event is tried again, and when no more.
struct EventRules: Sendable {
    let retries: Int
    let maximumAge: Duration
    /// The pause before the second try; the third comes after twice that.
    let delay: Duration

    /// Never more often than this for an event that was refused because too many ran.
    private static let longestThrottle = Duration.seconds(300)

    init(_ settings: InvokeSettings?, delay: Duration) {
        retries = settings?.retries ?? InvokeSettings.standardRetries
        maximumAge = .seconds(settings?.maximumAge ?? InvokeSettings.standardAge)
        self.delay = delay
    }

    /// Whether an event is too old to be tried.
    func isTooOld(_ event: FunctionEvent, at now: Timestamp) -> Bool { now > event.acceptedAt + maximumAge }

    /// - Parameter event: With this try counted.
    func verdict(_ event: FunctionEvent, succeeded: Bool, at now: Timestamp) -> EventVerdict {
        if succeeded { return .succeeded }
        guard event.attempts <= retries else { return .failed(.retriesExhausted) }
        return again(event, at: now + delay * event.attempts)
    }

    /// - Parameter event: With this refusal counted.
    func throttled(_ event: FunctionEvent, at now: Timestamp) -> EventVerdict {
        let pause = Duration.seconds(1 << min(event.throttles - 1, 9))
        return again(event, at: now + min(pause, Self.longestThrottle))
    }

    private func again(_ event: FunctionEvent, at time: Timestamp) -> EventVerdict {
        isTooOld(event, at: time) ? .failed(.eventAgeExceeded) : .retry(at: time)
    }
}
