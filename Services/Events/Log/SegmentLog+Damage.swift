extension SegmentLog {
    /// The damage that was found in a partition so far, by whichever instance, in the order of the offsets.
    ///
    /// - Throws: ``EventLogError``.
    package func damage(of partition: TopicPartition) throws -> [DamagedRange] {
        guard let topic = try parts.store.topic(partition.topic) else {
            throw EventLogError.unknownTopic(partition.topic)
        }
        return try parts.store.damage(topic: topic.id, partition: partition.partition)
    }
}
