import EventCompression
import EventLog

/// Records that were read of a partition.
struct ReadPage: Sendable {
    var records: [StoredRecord]
    /// Where to read on.
    var nextOffset: Int64
    var earliestOffset: Int64
    var highWatermark: Int64
    /// What was skipped before ``nextOffset``.
    var damage: [DamagedRange]

    /// Takes the records of a slice, from an offset on.
    ///
    /// - Parameters:
    ///   - offset: The first wanted; the slice's first batch may begin before it.
    ///   - limit: The most records; the page ends where they end.
    ///   - decompressor: For batches that came compressed.
    init(
        _ slice: LogSlice, from offset: Int64, limit: Int, decompressor: (any BatchDecompressor)? = SystemCompression()
    ) {
        records = []
        nextOffset = slice.nextOffset
        earliestOffset = slice.earliestOffset
        highWatermark = slice.highWatermark
        damage = slice.damage
        for batch in slice.batches where records.count < limit {
            do {
                let found = try batch.records(expandedBy: decompressor)
                records.append(contentsOf: found.lazy.filter { $0.offset >= offset }.prefix(limit - records.count))
                if let last = records.last, records.count == limit, last.offset + 1 < slice.nextOffset {
                    nextOffset = last.offset + 1
                }
            } catch {
                // The checksum holds, so it is as its producer sent it.
                let offsets = max(offset, batch.header.baseOffset)..<max(offset, batch.header.nextOffset)
                damage.append(DamagedRange(offsets: offsets, reason: "its producer's batch cannot be read: \(error)"))
            }
        }
        damage = damage.filter { $0.offsets.lowerBound < nextOffset }
            .sorted { $0.offsets.lowerBound < $1.offsets.lowerBound }
    }
}
