@testable import ReportAnalysis

/// A segment's file in memory.
struct SegmentBytes: SegmentSource {
    let all: [UInt8]

    func bytes(_ range: Range<Int>) throws -> [UInt8] {
        guard range.upperBound <= all.count else { throw PackedError.endsEarly }
        return Array(all[range])
    }

    func numbers<Number: FixedWidthInteger>(_ type: Number.Type, at position: Int, count: Int) throws -> [Number] {
        var reader = PackedReader(try bytes(position..<(position + count * (Number.bitWidth / 8))))
        return try reader.fixed(count)
    }
}
