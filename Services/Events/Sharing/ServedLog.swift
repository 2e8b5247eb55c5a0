import EventLog

/// A log as one of several instances serves it: our own, or a cluster's.
protocol ServedLog: EventLog {
    /// The name of this instance.
    var instance: String { get }

    /// The instances that use the log now, this one among them unless it is late to say so.
    ///
    /// - Throws: `EventLogError`.
    func living() throws -> [String]

    /// Whether it is this instance that tells of a partition, of all that know it.
    ///
    /// - Throws: `EventLogError`.
    func tells(of partition: TopicPartition, _ description: PartitionDescription) throws -> Bool

    /// Keeps it, until the task is cancelled.
    func run() async throws

    /// Gives up what this instance serves.
    func close() async throws
}
