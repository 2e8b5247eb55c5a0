import MeshCore
import WebhookCalls

/// Decides what follows from an attempt.
struct DeliveryRule: Hashable, Sendable {
    let schedule: RetrySchedule
    /// How long nothing may be delivered before the webhook is disabled.
    let disableAfter: Duration

    /// What follows.
    enum Verdict: Hashable, Sendable {
        case delivered
        case retry(at: Timestamp)
        /// It goes to the dead letters.
        case undelivered
        /// The webhook is disabled, and keeps its place.
        case disabled(WebhookEnding)
    }

    /// - Parameters:
    ///   - attempt: Which attempt of the event, from 1.
    ///   - limit: How many there may be; nil for as many as the schedule has.
    ///   - failingSince: Since when nothing was delivered before this attempt; nil when the last delivery went well.
    ///   - random: 0 ..< 1.
    func verdict(
        on answer: DeliveryAnswer, attempt: Int, limit: Int?, failingSince: Timestamp?, at now: Timestamp,
        random: Double
    ) -> Verdict {
        if answer.isSuccess { return .delivered }
        if answer.status == 410 { return .disabled(.gone) }
        if let failingSince, failingSince.duration(to: now) >= disableAfter { return .disabled(.failing) }
        guard attempt < min(limit ?? schedule.attempts, schedule.attempts) else { return .undelivered }
        return .retry(at: now + schedule.pause(after: attempt, asked: answer.retryAfter, random: random))
    }
}
