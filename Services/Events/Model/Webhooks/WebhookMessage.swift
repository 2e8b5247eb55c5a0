import EventLog
import MeshCore
import WebhookCalls

/// What is sent of a record: its id, which is the same in each attempt, and its body.
struct WebhookMessage: Hashable, Sendable {
    let id: String
    let body: [UInt8]

    /// The media type of a structured event (CloudEvents HTTP binding 1.0, section 3.2).
    static let mediaType = "application/cloudevents+json"

    init(id: String, body: [UInt8]) {
        self.id = id
        self.body = body
    }

    /// The message of a record of the topic itself.
    ///
    /// - Parameter topicID: Tells the topic from an earlier one of its name.
    init(_ record: StoredRecord, at place: TopicPartition, topicID: Int64) {
        id = "msg_\(topicID)_\(place.partition)_\(record.offset)"
        body = DeliveredEvent.body(of: record, at: place)
    }

    /// An event that says nothing but that the webhook works.
    static func test(of webhook: Webhook, id: ID<WebhookTest>, at now: Timestamp) -> WebhookMessage {
        let id = "msg_\(id)"
        let event: JSONValue = [
            "specversion": "1.0", "id": .string(id), "source": .string("/v1/topics/\(webhook.topic)"),
            "type": "orrery.webhook.test", "time": .string(now.description), "timestamp": .string(now.description),
            "datacontenttype": "application/json",
            "data": ["webhook": .string(webhook.name), "topic": .string(webhook.topic.description)],
        ]
        return WebhookMessage(id: id, body: event.utf8)
    }

    /// The header fields of an attempt (Standard Webhooks 1.0, "Webhook headers"): as many signatures as secrets sign now.
    func fields(signedBy secrets: [SigningSecret], at now: Timestamp) -> [(name: String, value: String)] {
        let seconds = now.secondsSince1970
        let signatures = secrets.filter { $0.signs(at: now) }.map { $0.secret.signature(of: id, body, at: seconds) }
        return [
            ("content-type", Self.mediaType), ("webhook-id", id), ("webhook-timestamp", String(seconds)),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}

/// The test of a webhook, whose ids are made like those of everything else.
enum WebhookTest: Identified {
    static let idPrefix = "tst"
}
