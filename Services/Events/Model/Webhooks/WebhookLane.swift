import EventLog
import MeshCore

/// A partition that a webhook delivers, one record after the other, and how far it has come: of its topic, or, while dead letters
/// are delivered again, of theirs.
struct WebhookLane: Hashable, Sendable {
    /// Which one.
    struct Key: Hashable, Sendable {
        let webhook: Int64
        let place: TopicPartition
    }

    let key: Key
    /// The next record to deliver.
    var position: Int64
    /// Where it ends; nil where it goes on as long as records come.
    var end: Int64?
    /// How often the record at ``position`` has been tried.
    var attempts: Int
    /// When it is tried again; nil when it waits for nothing.
    var nextAttemptAt: Timestamp?
}
