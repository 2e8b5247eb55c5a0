import EventLog
import EventsAPI
import MeshCore
import WebhookCalls

/// An address to which the events of a topic are sent, and how that goes.
struct Webhook: Hashable, Sendable {
    let id: Int64
    let topic: TopicName
    /// Tells the topic from an earlier one of its name.
    let topicID: Int64
    let name: String
    var settings: WebhookSettings
    var secrets: [SigningSecret]
    var state: WebhookState
    /// Since when nothing could be delivered; nil when the last delivery went well.
    var failingSince: Timestamp?
    var lastDeliveredAt: Timestamp?
    var lastError: String?
    var lastErrorAt: Timestamp?
    var delivered: Int64
    var undelivered: Int64
    let createdAt: Timestamp
    var updatedAt: Timestamp

    /// Where events of a topic go that cannot be delivered; nil when the topic's name is too long for another to be made of
    /// it.
    static func letters(of topic: TopicName) -> TopicName? { TopicName("\(topic).undelivered") }
}

extension Webhook {
    /// The webhook as lists tell it.
    ///
    /// - Parameter schedule: How often events are tried where the webhook does not say.
    func message(schedule: RetrySchedule, at now: Timestamp) -> EventWebhook {
        var message = EventWebhook(
            topic: topic.description, name: name, url: settings.url.text, state: state, createdAt: createdAt,
            updatedAt: updatedAt)
        message.types = settings.filter.patterns
        message.attempts = min(settings.attempts ?? schedule.attempts, schedule.attempts)
        message.timeoutSeconds = Int(settings.timeout.components.seconds)
        message.secretsRetireAt = secrets.retirements(after: now)
        message.delivered = delivered
        message.undelivered = undelivered
        message.lastDeliveredAt = lastDeliveredAt
        message.lastError = lastError
        message.lastErrorAt = lastErrorAt
        message.failingSince = failingSince
        return message
    }
}
