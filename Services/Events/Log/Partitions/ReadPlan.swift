/// A segment of a partition to read, and the partition's bounds at the same moment.
struct ReadPlan: Sendable {
    /// nil at the high watermark, where there is nothing yet.
    let segment: ServedSegment?
    let earliestOffset: Int64
    let highWatermark: Int64
}
