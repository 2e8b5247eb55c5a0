/// What an instance finds when it takes a partition over.
struct PartitionClaim: Sendable {
    /// The fencing number under which it owns the partition now.
    let epoch: Int32
    /// The offset of the oldest record.
    let startOffset: Int64
    /// Up to which offset it is compacted.
    let compactedOffset: Int64
    /// In the order of their offsets. Only the last may be unsealed.
    let segments: [SegmentRow]
    /// The ledger of producers at the end of the last sealed segment, as it was stored.
    let producers: [UInt8]
}
