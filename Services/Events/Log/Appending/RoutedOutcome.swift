/// What became of a record that was appended by its key.
package struct RoutedOutcome: Sendable {
    /// Where its key belongs.
    package let partition: TopicPartition
    /// The outcome there. Partitions fail one by one.
    package let result: Result<AppendOutcome, any Error>

    package init(partition: TopicPartition, result: Result<AppendOutcome, any Error>) {
        self.partition = partition
        self.result = result
    }
}
