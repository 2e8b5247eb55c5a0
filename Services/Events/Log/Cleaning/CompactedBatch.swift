import MeshCore

/// Leaves out records of a batch. The batch keeps its place: its first and last offset and its producer's numbering, so
/// that the chain of batches has no gap and duplicates are still known.
struct CompactedBatch {
    let map: CompactionMap
    /// Records without a value that are older go too.
    let tombstonesBefore: Timestamp
    let decompressor: (any BatchDecompressor)?

    /// The bytes in the place of a batch: the same when nothing goes, or when it cannot be expanded.
    func bytes(of batch: RecordBatch) -> ArraySlice<UInt8> {
        guard batch.header.recordCount > 0, let records = try? batch.records(expandedBy: decompressor) else {
            // What cannot be expanded stays as it is.
            return batch.bytes
        }
        let kept = records.filter(keeps)
        return kept.count == records.count ? batch.bytes : rewritten(batch.header, kept)[...]
    }

    private func keeps(_ record: StoredRecord) -> Bool {
        guard map.keeps(record) else { return false }
        return record.value != nil || record.key == nil || record.timestamp >= tombstonesBefore
    }

    private func rewritten(_ original: RecordBatchHeader, _ records: [StoredRecord]) -> [UInt8] {
        var header = original
        // What is kept is written without compression.
        header.attributes &= ~0b111
        header.recordCount = Int32(records.count)
        var bytes = [UInt8](repeating: 0, count: RecordBatchHeader.length)
        for record in records {
            let place = RecordPlace(
                timestampDelta: record.timestamp.milliseconds &- header.baseTimestamp,
                offsetDelta: Int32(truncatingIfNeeded: record.offset &- header.baseOffset))
            RecordEncoding.append(
                key: record.key, value: record.value, headers: record.headers, at: place, to: &bytes)
        }
        header.byteCount = bytes.count
        header.write(to: &bytes, at: 0)
        RecordBatchHeader.seal(&bytes, from: 0, byteCount: bytes.count)
        return bytes
    }
}
