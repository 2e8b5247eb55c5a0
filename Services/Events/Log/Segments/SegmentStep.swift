/// What comes next in a segment.
enum SegmentStep {
    /// A whole batch, where it begins in the file.
    case batch(RecordBatch, position: Int)
    /// Offsets whose bytes are damaged.
    case damage(DamagedRange)
}
