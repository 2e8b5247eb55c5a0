import MeshCore

/// A segment as readers see it.
struct ServedSegment: Sendable {
    let name: SegmentName
    let openedAt: Timestamp
    /// How much of it is served; it grows while the owner writes.
    var extent: SegmentSeal
    /// The index of the segment that is written to; a sealed one's is in a file.
    var index: SparseIndex?

    /// Whether an offset is in it.
    func contains(_ offset: Int64) -> Bool { offset >= name.baseOffset && offset < extent.nextOffset }
}
