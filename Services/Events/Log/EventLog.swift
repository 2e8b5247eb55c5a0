package import MeshCore

/// A log of records: topics with partitions, in which each record has an offset and is on disk once it is acknowledged.
///
/// Ours keeps it in files of its own; others stand for a NATS JetStream or a Kafka cluster. One suite
/// (`EventLogConformance`) tells what every implementation promises. All functions throw ``EventLogError``, and
/// `CancellationError` when their task is cancelled.
package protocol EventLog: Sendable {
    // MARK: Topics

    /// Makes a topic.
    ///
    /// - Parameters:
    ///   - name: What it is called.
    ///   - partitionCount: How many partitions it has, 1 … 1024; for good, because keys are spread over them.
    ///   - settings: How long its records are kept, and the limits of what is appended.
    /// - Throws: ``EventLogError/topicExists(_:)``, ``EventLogError/invalidSettings(detail:)``.
    @discardableResult
    func createTopic(_ name: TopicName, partitionCount: Int, settings: TopicSettings) async throws -> Topic

    /// Changes how a topic is kept, from the next sweep or segment on.
    ///
    /// - Throws: ``EventLogError/unknownTopic(_:)``, ``EventLogError/invalidSettings(detail:)``.
    func changeTopic(_ name: TopicName, settings: TopicSettings) async throws

    /// Removes a topic with its records and what groups have committed in it.
    ///
    /// - Throws: ``EventLogError/unknownTopic(_:)``.
    func deleteTopic(_ name: TopicName) async throws

    /// A topic, with who serves each of its partitions.
    ///
    /// - Throws: ``EventLogError/unknownTopic(_:)``.
    func topic(_ name: TopicName) async throws -> Topic

    /// All topics in the order of their names.
    func topics() async throws -> [Topic]

    // MARK: Appending

    /// Appends records to a partition. When this returns, those that were appended are on disk and seen by readers.
    ///
    /// Records of one call keep their order. Calls at the same time share their writes and their syncs.
    ///
    /// - Parameters:
    ///   - records: At least one.
    ///   - partition: Where; the extension ``append(_:to:duplicates:turn:)`` finds it by the key.
    ///   - duplicates: Whether a record that comes again within the topic's window is left out.
    /// - Returns: One outcome for each record, in their order.
    /// - Throws: ``EventLogError``; then it is not known whether the records are in the log, and the call may be made again.
    func append(
        _ records: [LogRecord], to partition: TopicPartition, duplicates: DuplicateRule
    ) async throws -> [AppendOutcome]

    /// Appends a batch as its producer made it, whole or not at all.
    ///
    /// A batch with a producer's stamp is appended once however often it is sent; out of order it is refused.
    ///
    /// - Returns: Where it is.
    /// - Throws: ``EventLogError/invalidBatch(_:)``, ``EventLogError/producerFenced(_:current:)``,
    ///   ``EventLogError/sequenceOutOfOrder(_:expected:)``, and as the other.
    func append(_ batch: RecordBatch, to partition: TopicPartition) async throws -> BatchReceipt

    /// Whether batches of calls that are begun one after another, each before the one before it has returned, are appended to a
    /// partition in the order of the calls.
    func keepsOrder(of partition: TopicPartition) -> Bool

    /// An identity for a producer that numbers its batches; it is never given out again.
    func makeProducer() async throws -> ProducerIdentity

    // MARK: Reading

    /// Reads whole batches from an offset on, in the order of the offsets.
    ///
    /// - Parameters:
    ///   - partition: Where.
    ///   - offset: The first offset wanted. The first batch may begin before it.
    ///   - maximumBytes: When to stop. One batch is given even when it is larger.
    ///   - deadline: Until when to wait if there is nothing at the offset yet; nil to come back at once.
    /// - Returns: The batches, perhaps none, and where to read on.
    /// - Throws: ``EventLogError/offsetOutOfRange(_:offset:range:)`` below the earliest or above the latest offset.
    func read(
        _ partition: TopicPartition, from offset: Int64, maximumBytes: Int, waitingUntil deadline: MonotonicInstant?
    ) async throws -> LogSlice

    /// Waits until any of several partitions has a record at or past an offset, or the deadline has passed, or one of
    /// the partitions is no longer served here.
    ///
    /// - Parameter positions: The next offset wanted of each partition.
    func waitForRecords(at positions: [TopicPartition: Int64], until deadline: MonotonicInstant) async throws

    /// The offset of the oldest record that is kept, and the one that the next record will have.
    func offsets(of partition: TopicPartition) async throws -> Range<Int64>

    /// The first record whose timestamp is not before a time; nil when there is none.
    func position(of partition: TopicPartition, at time: Timestamp) async throws -> LogPosition?

    // MARK: Groups of consumers

    /// Begins a new generation of a group: commits of every earlier one are refused from now on.
    ///
    /// - Returns: The generation, one more than the last; the first is 1.
    func beginGeneration(of group: GroupName) async throws -> Int32

    /// Remembers how far a group has come.
    ///
    /// - Parameters:
    ///   - offsets: The next offset to read of each partition. All are remembered, or none.
    ///   - group: Who has read.
    ///   - generation: In which generation; nil for a reader outside of any membership, which is not fenced.
    /// - Throws: ``EventLogError/staleGeneration(_:current:)``, ``EventLogError/unknownTopic(_:)``.
    func commit(
        _ offsets: [TopicPartition: CommittedOffset], of group: GroupName, generation: Int32?
    ) async throws

    /// How far a group has come in each partition of which it has committed something.
    func committedOffsets(of group: GroupName) async throws -> [TopicPartition: CommittedOffset]

    /// The groups that have committed something, or have had a generation, in the order of their names.
    func groups() async throws -> [GroupName]

    /// Forgets a group. There need not be one.
    func deleteGroup(_ group: GroupName) async throws
}

extension EventLog {
    /// No such promise.
    package func keepsOrder(of partition: TopicPartition) -> Bool { false }
}
