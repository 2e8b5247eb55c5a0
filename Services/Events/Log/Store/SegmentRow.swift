import MeshCore

/// A segment as SQLite knows it.
struct SegmentRow: Sendable {
    var name: SegmentName
    var openedAt: Timestamp
    /// nil while its owner writes to it.
    var seal: SegmentSeal?
}
