/// What is left of a partition's last segment, and what its producers had done by its end.
struct RecoveredTail: Sendable {
    /// The segments that are served, sealed all of them.
    var segments: [ServedSegment]
    /// The last one, when its former owner had not sealed it.
    var unsealed: (name: SegmentName, seal: SegmentSeal, index: SparseIndex)?
    /// The offset that the next record will have.
    var nextOffset: Int64
    var ledger: ProducerLedger
    var window: DuplicateWindow
    var damage: [DamagedRange]
    /// How many bytes of a torn batch were behind the tail.
    var tornBytes: Int
}
