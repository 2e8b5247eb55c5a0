/// The bytes of a segment's file, any part of them.
package protocol SegmentSource: Sendable {
    /// - Throws: What reading throws; when the file ends before them.
    func bytes(_ range: Range<Int>) throws -> [UInt8]

    /// Numbers that lie one after another, little-endian.
    ///
    /// - Parameter position: Where the first begins, counted from the file's begin.
    /// - Throws: As ``bytes(_:)``.
    func numbers<Number: FixedWidthInteger>(_ type: Number.Type, at position: Int, count: Int) throws -> [Number]
}
