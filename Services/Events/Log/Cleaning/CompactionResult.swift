/// What a compaction has written.
struct CompactionResult: Sendable {
    /// The segments that became smaller, by their new revisions.
    let segments: [(name: SegmentName, seal: SegmentSeal)]
    /// Up to which offset all keys were regarded.
    let compactedOffset: Int64
}
