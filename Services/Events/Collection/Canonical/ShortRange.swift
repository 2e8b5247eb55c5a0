/// A range of places below 65,536, in four bytes.
struct ShortRange: Hashable, Sendable {
    private let start: UInt16
    private let end: UInt16

    init(_ range: Range<Int>) {
        start = UInt16(range.lowerBound)
        end = UInt16(range.upperBound)
    }

    var range: Range<Int> { Int(start)..<Int(end) }
}
