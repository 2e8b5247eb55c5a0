import MeshCore

/// A day's visits in columns, by the name of their file.
struct SegmentRecord: Hashable, Sendable {
    let file: String
    /// The day (UTC) on which its visits began, counted from 1970-01-01.
    let day: Int
    /// The first and the last event.
    let moments: ClosedRange<Timestamp>
    let events: Int
}
