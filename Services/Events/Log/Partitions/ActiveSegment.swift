import MeshCore

/// The segment that an owner writes to.
struct ActiveSegment: Sendable {
    let name: SegmentName
    let file: any LogFile
    let openedAt: Timestamp
    /// What of it is on disk and acknowledged.
    var extent: SegmentSeal
}
