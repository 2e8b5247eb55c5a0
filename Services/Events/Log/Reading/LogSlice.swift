/// What was read of a partition.
package struct LogSlice: Sendable {
    /// Whole batches in the order of their offsets. The first may begin before the offset that was asked for.
    package var batches: [RecordBatch]
    /// Where to read on: past what was given and past what was skipped.
    package var nextOffset: Int64
    /// The offset of the oldest record that is kept.
    package var earliestOffset: Int64
    /// The offset that the next record of the partition will have: what is acknowledged lies before it.
    package var highWatermark: Int64
    /// Offsets that were skipped because their bytes are damaged.
    package var damage: [DamagedRange]

    package init(
        batches: [RecordBatch], nextOffset: Int64, earliestOffset: Int64, highWatermark: Int64,
        damage: [DamagedRange] = []
    ) {
        self.batches = batches
        self.nextOffset = nextOffset
        self.earliestOffset = earliestOffset
        self.highWatermark = highWatermark
        self.damage = damage
    }
}
