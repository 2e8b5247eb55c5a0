/// One partition of a topic.
package struct TopicPartition: Hashable, Sendable {
    package var topic: TopicName
    /// Counted from 0.
    package var partition: Int

    package init(_ topic: TopicName, _ partition: Int) {
        self.topic = topic
        self.partition = partition
    }
}

extension TopicPartition: CustomStringConvertible {
    /// `clicks/3`
    package var description: String { "\(topic)/\(partition)" }
}

extension TopicPartition: Comparable {
    package static func < (left: TopicPartition, right: TopicPartition) -> Bool {
        (left.topic, left.partition) < (right.topic, right.partition)
    }
}
