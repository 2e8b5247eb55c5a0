import EventLog

extension SegmentLog: ServedLog {
    func tells(of partition: TopicPartition, _ description: PartitionDescription) -> Bool {
        description.owner == instance
    }
}
