package import MeshStore

/// What can go wrong with a log.
package enum EventLogError: Error, Equatable {
    case unknownTopic(TopicName)
    case unknownPartition(TopicPartition)
    case topicExists(TopicName)
    /// A topic's settings make no sense, or its number of partitions.
    case invalidSettings(detail: String)
    /// Another instance serves the partition, or has taken it over in the meantime; nil when it is not known which.
    case notOwner(TopicPartition, owner: String?)
    /// The offset is below the oldest record or above the next one.
    case offsetOutOfRange(TopicPartition, offset: Int64, range: Range<Int64>)
    /// The batch is not what it should be. Nothing of it was appended.
    case invalidBatch(BatchDefect)
    /// A producer of the same id with a higher epoch has appended.
    case producerFenced(ProducerIdentity, current: Int16)
    /// A batch before this one is missing. Nothing was appended.
    case sequenceOutOfOrder(ProducerStamp, expected: Int32)
    /// The group is in a later generation. Nothing was committed.
    case staleGeneration(GroupName, current: Int32)
    /// More waits to be written than the log takes. Nothing was begun.
    case overloaded(limit: Int)
    /// The disk is full. What was being written was cut off; appending works again when there is space.
    case diskFull(path: String)
    /// The file or its folder cannot be written.
    case readOnly(path: String)
    /// A file that holds acknowledged records is gone.
    case missingFile(path: String)
    /// The disk failed. Whether the records are on disk is not known; nothing was acknowledged.
    case inputOutput(path: String, detail: String)
    /// The log's metadata cannot be read or written.
    case metadata(StoreError)
    /// The server behind the log answered what it should not, or not at all.
    case server(detail: String)
    /// The log has been closed.
    case closed
}
