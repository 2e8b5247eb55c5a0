/// The fixed first 61 bytes of a record batch of version 2 (KIP-98), in the order in which they lie there, big-endian.
package struct RecordBatchHeader: Hashable, Sendable {
    /// The length of a header in bytes.
    package static let length = 61
    /// How many bytes there are before the part that the length counts.
    static let uncountedLength = 12
    /// Where the part begins that the checksum covers.
    static let checkedPosition = 21

    /// The offset of the first record, or of the first that there was before compaction. Outside of the checksum.
    package var baseOffset: Int64 = 0
    /// The length of the batch in bytes, with all of its header.
    package var byteCount = RecordBatchHeader.length
    /// The epoch of the owner that appended it. Outside of the checksum.
    package var epoch: Int32 = -1
    /// CRC-32C of what follows it.
    package var checksum: UInt32 = 0
    /// Bits: 0–2 compression, 3 timestamps of appending, 4 transactional, 5 control, 6 delete horizon.
    package var attributes: Int16 = 0
    /// The last offset of the batch, counted from the first.
    package var lastOffsetDelta: Int32 = 0
    /// The timestamp that those of the records are counted from, in milliseconds since 1970.
    package var baseTimestamp: Int64 = 0
    /// The latest timestamp of its records, in milliseconds since 1970.
    package var maximumTimestamp: Int64 = 0
    /// -1 without a producer's numbering.
    package var producerID: Int64 = -1
    package var producerEpoch: Int16 = -1
    package var baseSequence: Int32 = -1
    /// How many records there are.
    package var recordCount: Int32 = 0

    init() {}

    /// The offset after the last one of the batch.
    package var nextOffset: Int64 { baseOffset &+ Int64(lastOffsetDelta) &+ 1 }

    /// How its records are compressed; nil for a kind that there is not.
    package var compression: BatchCompression? { BatchCompression(rawValue: attributes & 0b111) }

    /// The producer's numbering, if it has one.
    package var stamp: ProducerStamp? {
        guard producerID >= 0 else { return nil }
        return ProducerStamp(
            producer: ProducerIdentity(id: producerID, epoch: producerEpoch), baseSequence: baseSequence)
    }

    /// Bits 4 and 5, and 6, which only a log's own compaction sets.
    var isTransactional: Bool { attributes & 0b111_0000 != 0 }

    /// Whether all records have the latest timestamp, given by the log.
    var hasAppendTime: Bool { attributes & 0b1000 != 0 }
}
