import MeshCore

/// Writes the sealed segments of a partition anew without the records whose keys have newer ones. Blocks.
///
/// A segment that cannot be read whole stays as it is: what is damaged may come back from a backup.
struct Compaction: Sendable {
    let partition: TopicPartition
    /// Sealed, in the order of their offsets.
    let segments: [ServedSegment]
    let settings: TopicSettings
    let parts: PartitionParts

    /// Whether enough has come since the last time, so that the work is worth it: as much as Kafka asks for, half.
    func isWorthwhile(after compactedOffset: Int64) -> Bool {
        let all = segments.reduce(0) { $0 + $1.extent.length }
        let new = segments.filter { $0.extent.nextOffset > compactedOffset }.reduce(0) { $0 + $1.extent.length }
        return new > 0 && new * 2 >= all
    }

    /// Writes the new files, synced, under new revisions. They are nobody's until SQLite names them.
    ///
    /// - Returns: What they are, and up to which offset all keys were regarded.
    /// - Throws: ``EventLogError``.
    func run(from compactedOffset: Int64) throws(EventLogError) -> CompactionResult {
        let map = try map(from: compactedOffset)
        let filter = CompactedBatch(
            map: map, tombstonesBefore: parts.clock.now() - settings.tombstoneTime, decompressor: parts.decompressor)
        var replaced: [(name: SegmentName, seal: SegmentSeal)] = []
        for segment in segments where segment.name.baseOffset < map.endOffset {
            if let compacted = try rewrite(segment, filter) { replaced.append(compacted) }
        }
        return CompactionResult(segments: replaced, compactedOffset: map.endOffset)
    }

    /// The newest offsets of the keys that have come since the last time: older ones are unique already.
    private func map(from compactedOffset: Int64) throws(EventLogError) -> CompactionMap {
        var map = CompactionMap(from: compactedOffset, limit: parts.configuration.compactionKeys)
        for segment in segments where segment.extent.nextOffset > compactedOffset {
            var cursor = try cursor(of: segment)
            while let step = try cursor.next() {
                guard case .batch(let batch, _) = step else { continue }
                // The keys of a batch that cannot be expanded are not known, and it stays.
                let records = (try? batch.records(expandedBy: parts.decompressor)) ?? []
                guard map.note(records, upTo: batch.header.nextOffset) else { return map }
            }
        }
        return map
    }

    private func rewrite(
        _ segment: ServedSegment, _ filter: CompactedBatch
    ) throws(EventLogError) -> (name: SegmentName, seal: SegmentSeal)? {
        var output: [UInt8] = []
        var (length, maximum, isChanged) = (0, Int64.min, false)
        var name = segment.name
        name.revision += 1
        let path = parts.path(name, of: partition)
        // Left by an attempt that was stopped.
        parts.disk.remove(path)
        let file = try parts.disk.create(path)
        var cursor = try cursor(of: segment)
        while let step = try cursor.next() {
            guard case .batch(let batch, _) = step else {
                parts.disk.remove(path)
                return nil
            }
            let kept = filter.bytes(of: batch)
            isChanged = isChanged || kept != batch.bytes
            output += kept
            if batch.header.recordCount > 0 { maximum = max(maximum, batch.header.maximumTimestamp) }
            guard output.count >= 1 << 20 else { continue }
            try file.write(output, at: length)
            length += output.count
            output.removeAll(keepingCapacity: true)
        }
        try file.write(output, at: length)
        length += output.count
        guard isChanged else {
            parts.disk.remove(path)
            return nil
        }
        try file.sync()
        return (name, SegmentSeal(length: length, nextOffset: segment.extent.nextOffset, maximumTimestamp: maximum))
    }

    private func cursor(of segment: ServedSegment) throws(EventLogError) -> SegmentCursor {
        let file = try parts.disk.open(parts.path(segment.name, of: partition), for: .reading)
        let extent = SegmentCursor.Extent(
            epoch: segment.name.epoch, end: segment.extent.length, endOffset: segment.extent.nextOffset, index: nil)
        return SegmentCursor(file, extent, position: 0, offset: segment.name.baseOffset)
    }
}
