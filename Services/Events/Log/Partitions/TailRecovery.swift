import Logging
import MeshCore

/// Finds out what a partition's former owner has left. Blocks.
struct TailRecovery: Sendable {
    let partition: TopicPartition
    let claim: PartitionClaim
    let settings: TopicSettings
    let parts: PartitionParts

    /// Scans the tail, makes sure that it is on disk, and fills the memory of producers and of duplicates.
    ///
    /// - Throws: ``EventLogError/missingFile(path:)`` when the segment is gone that was written to last: its offsets would
    ///   be given out again.
    func recover() throws(EventLogError) -> RecoveredTail {
        var tail = RecoveredTail(
            segments: served, nextOffset: served.last?.extent.nextOffset ?? claim.startOffset, ledger: storedLedger,
            window: DuplicateWindow(time: settings.duplicateWindow, limit: settings.duplicateLimit), damage: [],
            tornBytes: 0)
        let unsealed = claim.segments.last { $0.seal == nil }
        try remember(upTo: tail.nextOffset, in: &tail.window)
        if let unsealed { try scan(unsealed, &tail) }
        removeOrphans()
        return tail
    }

    private var served: [ServedSegment] {
        claim.segments.compactMap { row in
            row.seal.map { ServedSegment(name: row.name, openedAt: row.openedAt, extent: $0, index: nil) }
        }
    }

    private var storedLedger: ProducerLedger {
        if claim.producers.isEmpty { return ProducerLedger() }
        guard let ledger = ProducerLedger(bytes: claim.producers) else {
            parts.logger.error("Failed to read the producers' ledger", metadata: ["log.partition": "\(partition)"])
            return ProducerLedger()
        }
        return ledger
    }

    private func scan(_ row: SegmentRow, _ tail: inout RecoveredTail) throws(EventLogError) {
        let file = try parts.disk.open(parts.path(row.name, of: partition), for: .writing)
        let end = try file.length()
        var (ledger, window) = (tail.ledger, tail.window)
        let scan = try SegmentScan(of: file, row.name, length: end) { batch in
            let time = Timestamp(milliseconds: batch.header.maximumTimestamp)
            if batch.header.stamp != nil { ledger.note(batch.header, baseOffset: batch.header.baseOffset, at: time) }
            remember(batch, in: &window)
        }
        if !scan.damage.isEmpty { ledger.noteDamage() }
        // The former owner may have died between its write and its sync.
        try file.sync()
        let seal = SegmentSeal(
            length: scan.length, nextOffset: scan.nextOffset, maximumTimestamp: scan.maximumTimestamp)
        if scan.length > 0 {
            tail.segments.append(ServedSegment(name: row.name, openedAt: row.openedAt, extent: seal, index: nil))
        }
        tail.unsealed = (row.name, seal, scan.index)
        tail.nextOffset = scan.nextOffset
        (tail.ledger, tail.window) = (ledger, window)
        tail.damage = scan.damage
        tail.tornBytes = end - scan.length
    }

    /// Fills the memory of duplicates from the sealed segments, as far back as it reaches.
    private func remember(upTo nextOffset: Int64, in window: inout DuplicateWindow) throws(EventLogError) {
        let start = nextOffset - Int64(settings.duplicateLimit)
        let oldest = (parts.clock.now() - settings.duplicateWindow).milliseconds
        for segment in served
        where segment.extent.nextOffset > start && segment.extent.maximumTimestamp >= oldest {
            do {
                let file = try parts.disk.open(parts.path(segment.name, of: partition), for: .reading)
                _ = try SegmentScan(
                    of: file, segment.name, length: segment.extent.length, endOffset: segment.extent.nextOffset
                ) { batch in
                    if batch.header.nextOffset > start { remember(batch, in: &window) }
                }
            } catch EventLogError.missingFile {
                // Readers are told; the partition goes on without it.
                continue
            }
        }
    }

    private func remember(_ batch: RecordBatch, in window: inout DuplicateWindow) {
        guard settings.duplicateLimit > 0, let records = try? batch.records(expandedBy: parts.decompressor) else {
            // What cannot be expanded cannot be compared either.
            return
        }
        for record in records {
            guard let identity = record.headers.eventIdentity else { continue }
            window.note(identity, offset: record.offset, at: min(record.timestamp, parts.clock.now()))
        }
    }

    /// Removes files without a row: segments that were never begun, and what retention had forgotten before it was stopped.
    private func removeOrphans() {
        let folder = parts.folder(of: partition)
        let known = Set(claim.segments.flatMap { [$0.name.file, $0.name.index] })
        for name in parts.disk.names(in: folder) where !known.contains(name) { parts.disk.remove("\(folder)/\(name)") }
    }
}
