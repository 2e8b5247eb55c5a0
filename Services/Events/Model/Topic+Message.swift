import EventLog
import EventsAPI

extension Topic {
    /// The topic as the API tells it.
    ///
    /// - Parameter offsets: What its partitions hold, by their numbers; nil where it is not told.
    func message(offsets: [Range<Int64>?] = []) -> EventTopic {
        EventTopic(
            name: name.description, rules: settings.rules, createdAt: createdAt,
            partitions: partitions.enumerated().map { number, partition in
                let range = offsets.indices.contains(number) ? offsets[number] : nil
                return PartitionState(
                    partition: number, owner: partition.owner, epoch: Int(partition.epoch),
                    earliestOffset: range?.lowerBound, nextOffset: range?.upperBound)
            })
    }
}
