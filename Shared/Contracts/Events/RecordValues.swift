package import NIOCore

/// The values of a partition's records from an offset on, as bytes: for readers of many records that want nothing else of
/// them. Numbers are big-endian: 8 bytes each where to read on, the oldest offset and the next one to be given; then for each record 8
/// bytes of its offset, 4 of the length of its value (-1 without one), and the value as it was appended.
package struct RecordValues: Sendable, Equatable {
    /// What a reader asks for with `Accept`.
    package static let mediaType = "application/vnd.orrery.record-values"

    /// A record.
    package struct Item: Sendable, Equatable {
        package var offset: Int64
        /// nil for a record without a value.
        package var value: ByteBuffer?

        package init(offset: Int64, value: ByteBuffer?) {
            self.offset = offset
            self.value = value
        }
    }

    /// In the order of their offsets.
    package var items: [Item]
    /// Where to read on: behind the items, and behind what is lost after them.
    package var nextOffset: Int64
    /// The offset of the oldest record that is kept.
    package var earliestOffset: Int64
    /// The offset that the next record of the partition will have.
    package var highWatermark: Int64

    package init(items: [Item], nextOffset: Int64, earliestOffset: Int64, highWatermark: Int64) {
        self.items = items
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
        self.init(items: [], nextOffset: next, earliestOffset: earliest, highWatermark: watermark)
        while bytes.readableBytes > 0 {
            guard let (offset, length) = bytes.readMultipleIntegers(as: (Int64, Int32).self), length >= -1 else {
                return nil
            }
            guard length >= 0 else {
                items.append(Item(offset: offset, value: nil))
                continue
            }
            guard let value = bytes.readSlice(length: Int(length)) else { return nil }
            items.append(Item(offset: offset, value: value))
        }
    }

    /// Begins the bytes of a page.
    package static func begin(
        nextOffset: Int64, earliestOffset: Int64, highWatermark: Int64, in bytes: inout ByteBuffer
    ) {
        bytes.writeMultipleIntegers(nextOffset, earliestOffset, highWatermark)
    }

    /// Adds a record to the bytes of a page.
    package static func add(_ value: ArraySlice<UInt8>?, at offset: Int64, to bytes: inout ByteBuffer) {
        bytes.writeMultipleIntegers(offset, Int32(value?.count ?? -1))
        if let value { bytes.writeBytes(value) }
    }
}
