package import MeshCore

/// What is to be written to a partition together, and synced once.
package struct AppendGroup {
    /// How much a batch that is made of several callers' records grows to, in bytes: what is lost with one damaged byte,
    /// and what a reader of one record must read.
    package static let batchBytes = 64 << 10

    /// Whole batches, and at the end perhaps one that is still being filled.
    package private(set) var bytes: [UInt8] = []
    /// The batches, by where they begin in the bytes.
    package private(set) var headers: [(header: RecordBatchHeader, position: Int)] = []
    /// The batch that is being filled, and the offset of its first record.
    private var open: (encoder: RecordBatchEncoder, baseOffset: Int64, position: Int)?
    /// Who is told what when it is on disk, or why it is not.
    var callers: [(continuation: CheckedContinuation<AppendCall.Answer, any Error>, answer: AppendCall.Answer)] = []
    /// What was known of producers before; undone from the end when nothing is written.
    package var producersBefore: [(id: Int64, entry: ProducerLedger.Entry?)] = []

    package init() {}

    /// Whether there is nothing to write and nobody to tell.
    package var isEmpty: Bool { bytes.isEmpty && callers.isEmpty }

    /// Puts a record into the batch that is being filled, or into a new one when that has grown past a length.
    ///
    /// - Parameters:
    ///   - offset: Of the record.
    ///   - length: How many bytes the batch may have before the record.
    package mutating func append(
        _ record: LogRecord, offset: Int64, within length: Int, epoch: Int32, at now: Timestamp
    ) {
        if let batch = open, batch.encoder.byteCount(in: bytes) > length { close(epoch: epoch) }
        if open == nil {
            var encoder = RecordBatchEncoder(now: now)
            let position = bytes.count
            encoder.begin(in: &bytes)
            open = (encoder, offset, position)
        }
        open?.encoder.append(record, to: &bytes)
    }

    /// Puts a batch behind the others, as its producer made it.
    package mutating func append(_ batch: RecordBatch, offset: Int64, epoch: Int32) {
        close(epoch: epoch)
        let position = bytes.count
        bytes.append(contentsOf: batch.bytes)
        RecordBatchHeader.place(&bytes, at: position, baseOffset: offset, epoch: epoch)
        var header = batch.header
        (header.baseOffset, header.epoch) = (offset, epoch)
        headers.append((header, position))
    }

    /// Ends the batch that is being filled.
    package mutating func close(epoch: Int32) {
        guard var batch = open else { return }
        open = nil
        var header = batch.encoder.finish(in: &bytes)
        header.baseOffset = batch.baseOffset
        header.epoch = epoch
        RecordBatchHeader.place(&bytes, at: batch.position, baseOffset: batch.baseOffset, epoch: epoch)
        headers.append((header, batch.position))
    }

    /// Makes it empty, and keeps the memory.
    package mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        headers.removeAll(keepingCapacity: true)
        open = nil
        callers.removeAll(keepingCapacity: true)
        producersBefore.removeAll(keepingCapacity: true)
    }
}
