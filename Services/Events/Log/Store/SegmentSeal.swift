/// What is for good of a segment once it is sealed.
struct SegmentSeal: Equatable, Sendable {
    /// How many bytes of its file are the segment's. What a former owner wrote behind them is not.
    var length: Int
    /// The offset after its last one.
    var nextOffset: Int64
    /// The latest timestamp of its records, in milliseconds; `Int64.min` without records.
    var maximumTimestamp: Int64
}
