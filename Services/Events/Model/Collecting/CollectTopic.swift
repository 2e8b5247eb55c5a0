import EventLog

/// A topic of what is collected, and how it is made when it is first needed. Its rules may be changed later like any topic's.
struct CollectTopic: Hashable, Sendable {
    let name: TopicName
    let partitionCount: Int
    let settings: TopicSettings

    /// What was accepted: `CollectedEvent`, from which reports can be made again as far back as it reaches.
    ///
    /// - Parameters:
    ///   - partitionCount: How many readers may share it, for good.
    ///   - retention: How long events are kept.
    static func accepted(partitionCount: Int, retention: Duration) -> CollectTopic {
        var settings = TopicSettings()
        settings.retentionTime = retention
        // Trackers send again within a day what they were not told of; a quarter of a million ids of a partition are 16 MB.
        settings.duplicateLimit = 250_000
        return CollectTopic(name: named("collected"), partitionCount: partitionCount, settings: settings)
    }

    /// What was rejected: `DeadLetter`.
    ///
    /// - Parameters:
    ///   - retention: How long letters are kept.
    ///   - bytes: What they take at most; whoever can reach the collector can write them.
    static func rejected(retention: Duration, bytes: Int64) -> CollectTopic {
        var settings = TopicSettings()
        settings.retentionTime = retention
        settings.retentionBytes = bytes
        // The largest body, in Base64, with what stands around it.
        settings.maximumBatchBytes = 12 << 20
        // Small segments, as whole ones go when the topic has its size.
        settings.segmentBytes = 32 << 20
        settings.duplicateLimit = 10_000
        return CollectTopic(name: named("collected.rejected"), partitionCount: 1, settings: settings)
    }

    private static func named(_ text: String) -> TopicName {
        guard let name = TopicName(text) else { preconditionFailure("\(text) is no name of a topic") }
        return name
    }
}
