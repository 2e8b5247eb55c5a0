import EventLog
import MeshCore

/// Where events go that cannot be delivered: a topic beside that of the events, with one partition, made when it is first
/// needed.
struct LetterBox: Sendable {
    let retention: Duration

    /// A letter is its event with the attributes around it, and bytes in Base64 are a third longer.
    private static func maximumBatchBytes(for topic: Topic) -> Int {
        min(max(4 << 20, 2 * topic.settings.maximumBatchBytes), 64 << 20)
    }

    /// Appends a letter, once for each failure.
    ///
    /// - Throws: `EventLogError`; then it may be called again.
    func append(
        _ letter: UndeliveredLetter, key: ArraySlice<UInt8>?, of webhook: Webhook, through log: SharedLog
    ) async throws {
        guard let name = Webhook.letters(of: webhook.topic) else {
            preconditionFailure("a webhook of a topic with too long a name was made")
        }
        let record = letter.record(key: key, webhookID: webhook.id)
        let place = TopicPartition(name, 0)
        let outcomes: [AppendOutcome]
        do {
            outcomes = try await log.append([record], to: place, duplicates: .leaveOut)
        } catch EventLogError.unknownTopic {
            try await make(name, beside: webhook.topic, through: log)
            outcomes = try await log.append([record], to: place, duplicates: .leaveOut)
        }
        if case .tooLarge(let limit)? = outcomes.first {
            throw EventLogError.invalidSettings(
                detail: "\(name) takes batches of \(limit) bytes; raise its maximumBatchBytes")
        }
    }

    private func make(_ name: TopicName, beside topic: TopicName, through log: SharedLog) async throws {
        var settings = TopicSettings()
        settings.retentionTime = retention
        settings.maximumBatchBytes = Self.maximumBatchBytes(for: try await log.topic(topic))
        do {
            try await log.createTopic(name, partitionCount: 1, settings: settings)
        } catch EventLogError.topicExists {
            // Another lane was faster.
        }
    }
}
