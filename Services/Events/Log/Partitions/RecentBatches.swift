/// The newest batches of a partition, kept in memory while somebody reads at its end: else each of its readers would fetch each group
/// from the file, on a thread that may wait for the disk.
struct RecentBatches {
    /// Bytes that are kept at least, and half of what is kept at most: what a reader that is a little behind asks for at once.
    static let leastBytes = 64 << 10
    /// Groups that are kept without anybody reading at the end.
    static let patience = 16

    /// Without gaps in their offsets, up to the high watermark; empty while nobody reads.
    private var batches: [RecordBatch] = []
    private var byteCount = 0
    /// How many groups came since somebody was there.
    private var unread = patience

    /// Somebody waits for the next group, or has read the last one.
    mutating func readerCame() { unread = 0 }

    /// Keeps a group, if somebody may want it.
    mutating func keep(_ group: [UInt8], _ headers: [(header: RecordBatchHeader, position: Int)]) {
        guard unread < Self.patience, group.count <= Self.leastBytes else { return forget() }
        unread += 1
        // A copy: the group's own memory is as large as the largest group was, and used again for the next one.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(group.count)
        bytes.append(contentsOf: group)
        for (header, position) in headers {
            batches.append(RecordBatch(checked: bytes[position..<(position + header.byteCount)], header))
        }
        byteCount += group.count
        if byteCount > 2 * Self.leastBytes { trim() }
    }

    /// The batches from an offset on, as ``PartitionReader`` would read them.
    ///
    /// - Returns: nil when the first of them is not kept.
    func batches(from offset: Int64, maximumBytes: Int) -> (batches: [RecordBatch], nextOffset: Int64)? {
        guard let oldest = batches.first, oldest.header.baseOffset <= offset else { return nil }
        var found: [RecordBatch] = []
        var (bytes, next) = (0, offset)
        for batch in batches where batch.header.nextOffset > offset {
            guard found.isEmpty || bytes + batch.bytes.count <= maximumBytes else { break }
            found.append(batch)
            bytes += batch.bytes.count
            next = batch.header.nextOffset
            if bytes >= maximumBytes { break }
        }
        return (found, next)
    }

    /// Keeps nothing of what was, because it is no longer the end of the partition or nobody wants it.
    mutating func forget() {
        batches = []
        byteCount = 0
    }

    private mutating func trim() {
        var count = 0
        while byteCount > Self.leastBytes {
            byteCount -= batches[count].bytes.count
            count += 1
        }
        batches.removeFirst(count)
    }
}
