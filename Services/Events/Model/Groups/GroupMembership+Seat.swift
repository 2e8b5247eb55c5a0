import EventLog
import EventsAPI

extension GroupMembership {
    /// What a member is told of its seat.
    init(_ seat: GroupSeat, generation: Int32, committed: [TopicPartition: CommittedOffset]) {
        self.init(
            member: seat.id.description, generation: generation,
            partitions: seat.share.map { PartitionPosition($0, committed[$0]?.offset) })
    }
}

extension PartitionPosition {
    init(_ place: TopicPartition, _ offset: Int64?) {
        self.init(topic: place.topic.description, partition: place.partition, offset: offset)
    }

    /// The partition.
    ///
    /// - Throws: ``EventsError/invalidTopicName(_:)``.
    var place: TopicPartition {
        get throws(EventsError) {
            guard let name = TopicName(topic) else { throw .invalidTopicName(topic) }
            return TopicPartition(name, partition)
        }
    }
}
