import EventLog
import MeshCore
import NIOCore

/// What was read of a partition, as instances send it to each other: the length of a JSON text in four bytes, the text,
/// then the batches as they are stored.
enum PeerSlice {
    /// A slice needs no more; damage is told range by range.
    private static let headLimit = 4 << 20

    /// The slice as bytes.
    static func encode(_ slice: LogSlice) -> ByteBuffer {
        let head: JSONValue = [
            "nextOffset": .int(slice.nextOffset), "earliestOffset": .int(slice.earliestOffset),
            "highWatermark": .int(slice.highWatermark),
            "damage": .array(
                slice.damage.map {
                    [.int($0.offsets.lowerBound), .int($0.offsets.upperBound), .string($0.reason)]
                }),
        ]
        let text = head.utf8
        var buffer = ByteBuffer()
        buffer.reserveCapacity(4 + text.count + slice.batches.reduce(0) { $0 + $1.bytes.count })
        buffer.writeInteger(UInt32(text.count))
        buffer.writeBytes(text)
        for batch in slice.batches { buffer.writeBytes(batch.bytes) }
        return buffer
    }

    /// Reads it; nil when it is something else, as from another version.
    static func decode(_ buffer: ByteBuffer) -> LogSlice? {
        var buffer = buffer
        guard let length = buffer.readInteger(as: UInt32.self), length <= headLimit,
            let text = buffer.readBytes(length: Int(length)),
            // What is wrong with the text does not matter: it is none of ours.
            let head = try? JSONValue(parsing: text),
            let next = head["nextOffset"]?.intValue, let earliest = head["earliestOffset"]?.intValue,
            let watermark = head["highWatermark"]?.intValue, let damage = head["damage"]?.arrayValue
        else { return nil }
        var slice = LogSlice(batches: [], nextOffset: next, earliestOffset: earliest, highWatermark: watermark)
        for range in damage {
            guard let first = range[0]?.intValue, let end = range[1]?.intValue, first <= end,
                let reason = range[2]?.stringValue
            else { return nil }
            slice.damage.append(DamagedRange(offsets: first..<end, reason: reason))
        }
        var rest = ArraySlice(buffer.readableBytesView)
        while !rest.isEmpty {
            // A batch that was changed on its way is not passed on.
            guard let batch = try? RecordBatch(rest) else { return nil }
            slice.batches.append(batch)
            rest = rest.dropFirst(batch.bytes.count)
        }
        return slice
    }
}
