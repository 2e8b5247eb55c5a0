package import MeshCore

/// Records of a partition from an offset on: `GET /v1/topics/{topic}/partitions/{partition}/records`.
package struct RecordPage: Codable, Sendable, Equatable {
    /// In the order of their offsets.
    package var items: [ConsumedRecord]
    /// Where to read on.
    package var nextOffset: Int64
    /// The offset of the oldest record that is kept.
    package var earliestOffset: Int64
    /// The offset that the next record of the partition will have.
    package var highWatermark: Int64
    /// Offsets between the items that are lost.
    package var damage: [DamageReport]

    package init(
        items: [ConsumedRecord], nextOffset: Int64, earliestOffset: Int64, highWatermark: Int64,
        damage: [DamageReport] = []
    ) {
        self.items = items
        self.nextOffset = nextOffset
        self.earliestOffset = earliestOffset
        self.highWatermark = highWatermark
        self.damage = damage
    }
}

extension RecordPage: Described {
    package static let schema = JSONSchema.object(
        "RecordPage", description: "Records of a partition from an offset on.",
        [
            .required("items", .array(of: ConsumedRecord.schema, count: 0...EventsFields.longestPage)),
            .required("nextOffset", EventsFields.offset.describing("Where to read on.")),
            .required("earliestOffset", EventsFields.offset.describing("That of the oldest record that is kept.")),
            .required("highWatermark", EventsFields.offset.describing("That of the next record to be appended.")),
            .required("damage", .array(of: DamageReport.schema, description: "Offsets that are lost.")),
        ])
}
