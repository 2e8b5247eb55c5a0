import MeshCore

/// Writes records into a batch at the end of a buffer, one after another, without a copy in between.
struct RecordBatchEncoder {
    private let now: Int64
    private var start = 0
    private(set) var header = RecordBatchHeader()

    /// - Parameters:
    ///   - stamp: The producer's numbering, if there is one.
    ///   - now: The timestamp of a record that has none.
    init(stamp: ProducerStamp? = nil, now: Timestamp) {
        self.now = now.milliseconds
        guard let stamp else { return }
        header.producerID = stamp.producer.id
        header.producerEpoch = stamp.producer.epoch
        header.baseSequence = stamp.baseSequence
    }

    /// How many bytes the batch has so far, in a buffer.
    func byteCount(in bytes: [UInt8]) -> Int { bytes.count - start }

    /// Leaves room for the header.
    mutating func begin(in bytes: inout [UInt8]) {
        start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: RecordBatchHeader.length))
    }

    /// Writes a record (Kafka's `Record`, KIP-98).
    mutating func append(_ record: LogRecord, to bytes: inout [UInt8]) {
        let timestamp = record.timestamp?.milliseconds ?? now
        if header.recordCount == 0 {
            header.baseTimestamp = timestamp
            header.maximumTimestamp = timestamp
        }
        let place = RecordPlace(timestampDelta: timestamp &- header.baseTimestamp, offsetDelta: header.recordCount)
        RecordEncoding.append(key: record.key, value: record.value, headers: record.headers, at: place, to: &bytes)
        header.maximumTimestamp = max(header.maximumTimestamp, timestamp)
        header.lastOffsetDelta = header.recordCount
        header.recordCount += 1
    }

    /// Writes the header, with the lengths and the checksum.
    mutating func finish(in bytes: inout [UInt8]) -> RecordBatchHeader {
        header.byteCount = bytes.count - start
        header.write(to: &bytes, at: start)
        header.checksum = RecordBatchHeader.seal(&bytes, from: start, byteCount: header.byteCount)
        return header
    }
}
