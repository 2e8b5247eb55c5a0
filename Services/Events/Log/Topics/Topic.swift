package import MeshCore

/// A topic as the log knows it.
package struct Topic: Hashable, Sendable {
    package let name: TopicName
    /// Tells it from an earlier topic of the same name.
    package let id: Int64
    package var settings: TopicSettings
    package let createdAt: Timestamp
    /// By their numbers; there is at least one.
    package var partitions: [PartitionDescription]

    package init(
        name: TopicName, id: Int64, settings: TopicSettings, createdAt: Timestamp, partitions: [PartitionDescription]
    ) {
        self.name = name
        self.id = id
        self.settings = settings
        self.createdAt = createdAt
        self.partitions = partitions
    }

    /// The partition of a number, counted from 0.
    package func partition(_ number: Int) -> TopicPartition { TopicPartition(name, number) }
}
