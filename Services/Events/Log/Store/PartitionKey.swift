/// A partition and the right to it.
struct PartitionKey: Hashable, Sendable {
    let partition: TopicPartition
    /// The topic's number in the store.
    let topic: Int64
    /// The fencing number under which it is owned.
    let epoch: Int32
}
