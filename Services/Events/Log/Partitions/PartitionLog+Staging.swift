import CoreMetrics
import MeshCore

// Putting records into the group. Nothing here waits.
extension PartitionLog {
    /// Puts records behind what is in the group.
    func stage(_ records: [LogRecord], duplicates: DuplicateRule) -> [AppendOutcome] {
        let now = parts.clock.now()
        var outcomes: [AppendOutcome] = []
        outcomes.reserveCapacity(records.count)
        for record in records { outcomes.append(stage(record, duplicates: duplicates, at: now)) }
        return outcomes
    }

    private func stage(_ record: LogRecord, duplicates: DuplicateRule, at now: Timestamp) -> AppendOutcome {
        let size = RecordEncoding.bound(of: record)
        guard RecordBatchHeader.length + size <= settings.maximumBatchBytes else {
            return .tooLarge(limit: settings.maximumBatchBytes)
        }
        let identity = record.identity
        if duplicates == .leaveOut, let identity, let offset = window.offset(of: identity, at: now) {
            parts.metrics.duplicates.increment()
            return .duplicate(offset: offset)
        }
        let room = min(AppendGroup.batchBytes, settings.maximumBatchBytes) - size
        group.append(record, offset: nextOffset, within: room, epoch: key.epoch, at: now)
        if let identity { window.note(identity, offset: nextOffset, at: now) }
        defer { nextOffset += 1 }
        return .appended(offset: nextOffset)
    }

    /// Puts a batch behind what is in the group, unless it is in the log already.
    ///
    /// - Returns: Its first offset, and whether it was there before.
    /// - Throws: ``EventLogError``; then nothing was put.
    func stage(_ batch: RecordBatch) throws(EventLogError) -> (baseOffset: Int64, isDuplicate: Bool) {
        try batch.admit(upTo: settings.maximumBatchBytes)
        let now = parts.clock.now()
        if let stamp = batch.header.stamp {
            if case .duplicate(let offset) = try ledger.judge(stamp, lastDelta: batch.header.lastOffsetDelta) {
                parts.metrics.duplicates.increment()
                return (offset, true)
            }
            let before = ledger.note(batch.header, baseOffset: nextOffset, at: now)
            group.producersBefore.append((stamp.producer.id, before))
        }
        group.append(batch, offset: nextOffset, epoch: key.epoch)
        defer { nextOffset += Int64(batch.header.lastOffsetDelta) + 1 }
        return (nextOffset, false)
    }
}
