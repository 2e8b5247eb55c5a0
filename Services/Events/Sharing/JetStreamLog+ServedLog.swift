import EventLog
import JetStreamLog

/// Every instance serves every partition of a cluster's log. Where one has to stand for all, it is the one that would own
/// the partition, which is also where clients of Kafka are sent: so few append to one partition at once.
extension JetStreamLog: ServedLog {
    func tells(of partition: TopicPartition, _ description: PartitionDescription) throws -> Bool {
        PreferredOwner.of(partition, among: try living()) == instance
    }
}
