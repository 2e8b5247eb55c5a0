/// A partition that was just taken over.
struct OpenedPartition: Sendable {
    let key: PartitionKey
    let active: ActiveSegment
    let view: PartitionView
    let ledger: ProducerLedger
    let window: DuplicateWindow
    let compactedOffset: Int64
}
