import MeshCore

/// Reads a partition's segments for its readers. Blocks.
struct PartitionReader: Sendable {
    let view: PartitionView
    let parts: PartitionParts

    /// Reads from an offset on; see ``EventLog/read(_:from:maximumBytes:waitingUntil:)``.
    ///
    /// - Throws: ``EventLogError``.
    func read(from offset: Int64, maximumBytes: Int) throws(EventLogError) -> LogSlice {
        var plan = try view.plan(from: offset)
        var slice = LogSlice(
            batches: [], nextOffset: offset, earliestOffset: plan.earliestOffset, highWatermark: plan.highWatermark)
        while let segment = plan.segment, slice.batches.isEmpty {
            do {
                try collect(from: segment, maximumBytes: maximumBytes, into: &slice)
            } catch EventLogError.missingFile(let path) {
                // Cleaned up in the meantime, or lost.
                let isServed = try view.segments().contains { $0.name == segment.name }
                guard isServed else { return try read(from: offset, maximumBytes: maximumBytes) }
                skip(segment, "missing file \(path)", &slice)
            }
            plan = try view.plan(from: max(slice.nextOffset, try view.offsets().lowerBound))
        }
        return slice
    }

    private func skip(_ segment: ServedSegment, _ reason: String, _ slice: inout LogSlice) {
        slice.damage.append(DamagedRange(offsets: slice.nextOffset..<segment.extent.nextOffset, reason: reason))
        slice.nextOffset = segment.extent.nextOffset
    }

    private func collect(
        from segment: ServedSegment, maximumBytes: Int, into slice: inout LogSlice
    ) throws(EventLogError) {
        var cursor = try cursor(of: segment, chunk: min(max(maximumBytes, 4096), 4 << 20)) { index in
            index.entry(for: slice.nextOffset)
        }
        var bytes = 0
        while let step = try cursor.next() {
            switch step {
            case .batch(let batch, _):
                guard batch.header.nextOffset > slice.nextOffset else { continue }
                // A batch that compaction has emptied tells nobody anything.
                if batch.header.recordCount > 0 {
                    guard slice.batches.isEmpty || bytes + batch.bytes.count <= maximumBytes else { return }
                    slice.batches.append(batch)
                    bytes += batch.bytes.count
                }
            case .damage(let range):
                guard range.offsets.upperBound > slice.nextOffset else { continue }
                slice.damage.append(range)
            }
            slice.nextOffset = cursor.offset
            if bytes >= maximumBytes { return }
        }
    }

    /// The first record whose timestamp is not before a time.
    ///
    /// - Throws: ``EventLogError``.
    func position(at time: Timestamp) throws(EventLogError) -> LogPosition? {
        let earliest = try view.offsets().lowerBound
        for segment in try view.segments() where segment.extent.maximumTimestamp >= time.milliseconds {
            var cursor = try cursor(of: segment, chunk: 256 << 10) { $0.entry(reaching: time.milliseconds) }
            while let step = try cursor.next() {
                guard case .batch(let batch, _) = step, batch.header.maximumTimestamp >= time.milliseconds,
                    let found = position(in: batch, at: time, from: earliest)
                else { continue }
                return found
            }
        }
        return nil
    }

    private func position(in batch: RecordBatch, at time: Timestamp, from earliest: Int64) -> LogPosition? {
        guard batch.header.recordCount > 0, batch.header.nextOffset > earliest else { return nil }
        // Of a batch that cannot be expanded the first record stands for all.
        guard let records = try? batch.records(expandedBy: parts.decompressor) else {
            return LogPosition(offset: batch.header.baseOffset, timestamp: time)
        }
        return records.first { $0.timestamp >= time && $0.offset >= earliest }
            .map { LogPosition(offset: $0.offset, timestamp: $0.timestamp) }
    }

    private func cursor(
        of segment: ServedSegment, chunk: Int, at entry: (SparseIndex) -> SparseIndex.Entry?
    ) throws(EventLogError) -> SegmentCursor {
        let index: SparseIndex
        if let known = segment.index {
            index = known
        } else {
            index = try parts.indexes.index(of: segment.name, segment.extent, in: view.partition)
        }
        let start = entry(index)
        let file = try parts.disk.open(parts.path(segment.name, of: view.partition), for: .reading)
        let extent = SegmentCursor.Extent(
            epoch: segment.name.epoch, end: segment.extent.length, endOffset: segment.extent.nextOffset, index: index)
        return SegmentCursor(
            file, extent, position: start?.position ?? 0, offset: start?.offset ?? segment.name.baseOffset, chunk: chunk
        )
    }
}
