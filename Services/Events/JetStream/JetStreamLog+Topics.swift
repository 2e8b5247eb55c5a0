package import EventLog
import Logging
import MeshCore

extension JetStreamLog {
    /// What a message needs besides its batch: its header fields.
    private static let headerBytes = 4096

    @discardableResult
    package func createTopic(
        _ name: TopicName, partitionCount: Int, settings: TopicSettings
    ) async throws -> Topic {
        try settings.validate(partitionCount: partitionCount)
        try await admit(settings)
        if try await metadata.current().topics[name] != nil { throw EventLogError.topicExists(name) }
        let topic = Topic(
            name: name, id: Int64.random(in: 1 ... .max), settings: settings, createdAt: clock.now(),
            partitions: Array(repeating: PartitionDescription(owner: nil, epoch: 0), count: partitionCount))
        // Once it has begun it is brought to an end, so that streams are not left behind; hence a task of its own, awaited.
        return try await Task {
            do {
                for stream in streams(of: topic) { try await client.create(stream) }
                try await metadata.change { mirror in
                    switch mirror.topics[name]?.id {
                    case nil: return .topic(topic)
                    case topic.id: return nil
                    default: throw EventLogError.topicExists(name)
                    }
                }
            } catch EventLogError.topicExists(let name) {
                await removeStreams(of: topic)
                throw EventLogError.topicExists(name)
            } catch is StreamGone {
                throw EventLogError.server(detail: "a stream is gone that has just been made")
            }
            return topic
        }.value
    }

    package func changeTopic(_ name: TopicName, settings: TopicSettings) async throws {
        try settings.validate()
        try await admit(settings)
        try await metadata.change { mirror in
            var topic = try mirror.topic(name)
            topic.settings = settings
            return .topic(topic)
        }
        _ = try await metadata.current()
    }

    package func deleteTopic(_ name: TopicName) async throws {
        let topic = try await metadata.current().topic(name)
        try await metadata.change { mirror in
            // Another of the same name, made in the meantime, is left alone.
            mirror.topics[name]?.id == topic.id ? .noTopic(name) : nil
        }
        _ = try await metadata.current()
        forget(topic)
        await removeStreams(of: topic)
    }

    package func topic(_ name: TopicName) async throws -> Topic { try await metadata.current().topic(name) }

    package func topics() async throws -> [Topic] {
        try await metadata.current().topics.values.sorted { $0.name < $1.name }
    }

    /// Refuses what JetStream cannot do.
    private func admit(_ settings: TopicSettings) async throws {
        guard !settings.cleanup.compacts else {
            throw EventLogError.invalidSettings(detail: "a log on NATS JetStream cannot compact topics")
        }
        var patience = client.patience()
        while true {
            if let largest = await client.connection.largestMessage() {
                let needed = settings.maximumBatchBytes + Self.headerBytes
                guard needed <= largest else {
                    throw EventLogError.invalidSettings(
                        detail: "the NATS servers take messages of \(largest) bytes (max_payload), \(needed) are needed"
                    )
                }
                return
            }
            try await patience.again("NATS cannot be reached")
        }
    }

    private func removeStreams(of topic: Topic) async {
        for stream in streams(of: topic) {
            do {
                try await client.delete(stream.name)
            } catch {
                // The next sweep that finds it without a topic removes it.
                warn("Failed to remove a stream", error)
            }
        }
    }
}
