package import MeshCore

/// A batch of records as it is stored and as Kafka's clients send and receive it: version 2 of the format (KIP-98).
package struct RecordBatch: Hashable, Sendable {
    /// The batch, with its header.
    package let bytes: ArraySlice<UInt8>
    /// What its first bytes say.
    package let header: RecordBatchHeader

    /// Takes what was checked before.
    init(checked bytes: ArraySlice<UInt8>, _ header: RecordBatchHeader) {
        self.bytes = bytes
        self.header = header
    }

    /// Takes the batch that bytes begin with, and checks its header and its checksum.
    ///
    /// - Parameter bytes: A batch, perhaps with others behind it.
    /// - Throws: ``BatchDefect``.
    package init(_ bytes: ArraySlice<UInt8>) throws(BatchDefect) {
        guard let header = RecordBatchHeader(bytes) else { throw .truncated }
        let version = RecordBatchHeader.version(of: bytes)
        guard version == 2 else { throw .version(version) }
        guard header.byteCount >= RecordBatchHeader.length, header.byteCount <= bytes.count else { throw .truncated }
        let whole = bytes.prefix(header.byteCount)
        guard RecordBatchHeader.checksum(of: whole) == header.checksum else { throw .checksum }
        guard header.recordCount >= 0, header.lastOffsetDelta >= 0,
            header.recordCount <= Int64(header.lastOffsetDelta) + 1
        else { throw .count }
        guard header.compression != nil else { throw .compression }
        self.init(checked: whole, header)
    }

    /// Makes a batch of records.
    ///
    /// - Parameters:
    ///   - records: At least one; together they take less than 2 GiB.
    ///   - stamp: The producer's numbering, if there is one.
    ///   - now: The timestamp of a record that has none.
    package init(_ records: [LogRecord], stamp: ProducerStamp? = nil, now: Timestamp) {
        var encoder = RecordBatchEncoder(stamp: stamp, now: now)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(records.reduce(RecordBatchHeader.length) { $0 + RecordEncoding.bound(of: $1) })
        encoder.begin(in: &bytes)
        for record in records { encoder.append(record, to: &bytes) }
        let header = encoder.finish(in: &bytes)
        self.init(checked: bytes[...], header)
    }

    /// The same batch at another place.
    ///
    /// - Parameters:
    ///   - baseOffset: The offset of its first record.
    ///   - epoch: The epoch of the owner that appended it.
    package func placed(at baseOffset: Int64, epoch: Int32) -> RecordBatch {
        var copy = Array(bytes)
        RecordBatchHeader.place(&copy, at: 0, baseOffset: baseOffset, epoch: epoch)
        var header = header
        header.baseOffset = baseOffset
        header.epoch = epoch
        return RecordBatch(checked: copy[...], header)
    }
}
