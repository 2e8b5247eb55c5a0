package import NIOCore

/// Records of a partition as the log keeps them: for readers of many, who expand and take them apart themselves. Numbers are
/// big-endian: 8 bytes each where to read on, the oldest offset and the next one to be given; then whole batches one behind another
/// (Kafka's format, version 2), of which the first may begin before the offset that was asked for.
package struct RecordBatches: Sendable, Equatable {
    /// What a reader asks for with `Accept`.
    package static let mediaType = "application/vnd.orrery.record-batches"

    /// The batches; their checksums are not looked at yet.
    package let bytes: [UInt8]
    /// Where to read on: behind the batches, and behind what is lost after them.
    package let nextOffset: Int64
    /// The offset of the oldest record that is kept.
    package let earliestOffset: Int64
    /// The offset that the next record of the partition will have.
    package let highWatermark: Int64

    package init(bytes: [UInt8], nextOffset: Int64, earliestOffset: Int64, highWatermark: Int64) {
        self.bytes = bytes
        self.nextOffset = nextOffset
        self.earliestOffset = earliestOffset
        self.highWatermark = highWatermark
    }

    /// Reads them; nil when the bytes are something else.
    package init?(_ bytes: ByteBuffer) {
        var bytes = bytes
        guard let (next, earliest, watermark) = bytes.readMultipleIntegers(as: (Int64, Int64, Int64).self) else {
            return nil
        }
        self.init(
            bytes: Array(buffer: bytes), nextOffset: next, earliestOffset: earliest, highWatermark: watermark)
    }

    /// What is sent, without the batches, which follow it.
    package static func begin(
        nextOffset: Int64, earliestOffset: Int64, highWatermark: Int64, in bytes: inout ByteBuffer
    ) {
        bytes.writeMultipleIntegers(nextOffset, earliestOffset, highWatermark)
    }
}
