import ReportAnalysis

/// A file of columns that many parts of a question read from, open until the last is done.
final class OpenSegment: SegmentSource {
    private let file: SegmentFile

    /// - Throws: `StoreError` when it cannot be opened.
    init(path: String) throws {
        file = try SegmentFile(path: path)
    }

    func bytes(_ range: Range<Int>) throws -> [UInt8] { try file.bytes(range) }

    func numbers<Number: FixedWidthInteger>(_ type: Number.Type, at position: Int, count: Int) throws -> [Number] {
        try file.numbers(type, at: position, count: count)
    }
}
