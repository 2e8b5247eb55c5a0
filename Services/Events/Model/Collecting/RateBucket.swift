import MeshCore

/// How many more events may come now: it fills with time. A batch is taken whole while there is one in it, and what is
/// taken too much has to come in again first; so a batch of any size gets through, and the rate holds.
struct RateBucket: Hashable, Sendable {
    private let perSecond: Double
    private var tokens: Double
    private var filledAt: MonotonicInstant

    /// So many seconds' worth may come at once: what a tracker has gathered while it could not send.
    private static let burstSeconds = 10.0

    private var capacity: Double { max(1, perSecond * Self.burstSeconds) }

    init(perSecond: Double, at now: MonotonicInstant) {
        self.perSecond = perSecond
        tokens = max(1, perSecond * Self.burstSeconds)
        filledAt = now
    }

    /// Takes as many as there are events.
    ///
    /// - Returns: nil when they were taken, else when to come again.
    mutating func take(_ count: Int, at now: MonotonicInstant) -> Duration? {
        if let pause = pause(at: now) { return pause }
        tokens -= Double(count)
        return nil
    }

    /// When there is one in it; nil when there is now.
    mutating func pause(at now: MonotonicInstant) -> Duration? {
        fill(at: now)
        return tokens >= 1 ? nil : .seconds((1 - tokens) / perSecond)
    }

    /// Whether nothing was taken lately, so that it need not be remembered.
    mutating func isFull(at now: MonotonicInstant) -> Bool {
        fill(at: now)
        return tokens >= capacity
    }

    private mutating func fill(at now: MonotonicInstant) {
        let seconds = Double(filledAt.nanoseconds(to: now)) / 1e9
        tokens = min(capacity, tokens + seconds * perSecond)
        filledAt = now
    }
}
