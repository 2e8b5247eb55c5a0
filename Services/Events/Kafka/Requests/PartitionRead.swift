import EventLog
import KafkaProtocol

/// How far a request for records has got with a partition.
struct PartitionRead: Sendable {
    /// nil for one that there cannot be; then the answer is an error.
    let partition: TopicPartition?
    /// The most bytes that the client takes of it.
    let limit: Int
    var nextOffset: Int64
    var batches: [RecordBatch] = []
    var answer: FetchResponse.Topic.Partition

    var byteCount: Int { batches.reduce(0) { $0 + $1.bytes.count } }

    /// What was read, as one run of bytes: the very ones of the log where it is one batch.
    var records: ArraySlice<UInt8> {
        guard batches.count != 1 else { return batches[0].bytes }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount)
        for batch in batches { bytes += batch.bytes }
        return bytes[...]
    }

    mutating func take(_ slice: LogSlice, atMost limit: Int?) {
        nextOffset = slice.nextOffset
        answer.highWatermark = slice.highWatermark
        answer.lastStableOffset = slice.highWatermark
        answer.logStartOffset = slice.earliestOffset
        var left = limit ?? .max
        for batch in slice.batches {
            left -= batch.bytes.count
            guard left >= 0 else {
                nextOffset = batch.header.baseOffset
                return
            }
            batches.append(batch)
        }
    }
}
