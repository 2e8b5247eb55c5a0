import EventLog
import MeshCore

/// An event that could not be delivered, as a record of the topic of dead letters: its value is the very body, its headers tell
/// what was tried.
struct UndeliveredLetter: Hashable, Sendable {
    let message: WebhookMessage
    let webhook: String
    /// Where the record stands that was not delivered.
    let place: TopicPartition
    let offset: Int64
    let attempts: Int
    let reason: String

    private static let idName = "webhook-id"
    private static let webhookName = "webhook-name"

    /// The record. Its source and id are those of the failure, so that it is appended once, and again when the event fails again
    /// in a replay.
    ///
    /// - Parameters:
    ///   - key: That of the record that was not delivered.
    ///   - webhookID: Tells the webhook from an earlier one of its name.
    func record(key: ArraySlice<UInt8>?, webhookID: Int64) -> LogRecord {
        LogRecord(
            key: key, value: message.body[...],
            headers: [
                RecordHeader(EventHeaderName.source, "urn:orrery:webhook:\(webhookID)"),
                RecordHeader(EventHeaderName.id, "\(place)/\(offset)"),
                RecordHeader(EventHeaderName.contentType, WebhookMessage.mediaType),
                RecordHeader(Self.idName, message.id), RecordHeader(Self.webhookName, webhook),
                RecordHeader("webhook-partition", "\(place.partition)"), RecordHeader("webhook-offset", "\(offset)"),
                RecordHeader("webhook-attempts", "\(attempts)"), RecordHeader("webhook-error", reason),
            ])
    }

    /// The message of a dead letter; nil when it is one of another webhook, or none.
    static func message(in record: StoredRecord, of webhook: String) -> WebhookMessage? {
        guard record.headers.text(of: webhookName) == webhook, let id = record.headers.text(of: idName),
            let body = record.value
        else { return nil }
        return WebhookMessage(id: id, body: Array(body))
    }
}
