import MeshCore

/// How many more tasks a target takes now: it fills with time, up to a second's worth.
struct TokenBucket: Sendable {
    private let perSecond: Double
    private(set) var tokens: Double
    private(set) var filledAt: Timestamp

    init(perSecond: Double, at now: Timestamp) {
        self.perSecond = perSecond
        tokens = max(1, perSecond)
        filledAt = now
    }

    /// One as it was at a moment.
    init(perSecond: Double, tokens: Double, filledAt: Timestamp) {
        self.perSecond = perSecond
        self.tokens = tokens
        self.filledAt = filledAt
    }

    /// When it has a token: now, or later.
    mutating func available(at now: Timestamp) -> Timestamp {
        fill(at: now)
        guard tokens < 1 else { return now }
        return now + .milliseconds(Int64(((1 - tokens) / perSecond * 1000).rounded(.up)))
    }

    mutating func take() {
        tokens -= 1
    }

    /// Takes back what was taken for nothing.
    mutating func giveBack() {
        tokens = min(max(1, perSecond), tokens + 1)
    }

    private mutating func fill(at now: Timestamp) {
        guard now > filledAt else { return }
        tokens = min(max(1, perSecond), tokens + Double(now.milliseconds - filledAt.milliseconds) / 1000 * perSecond)
        filledAt = now
    }
}
