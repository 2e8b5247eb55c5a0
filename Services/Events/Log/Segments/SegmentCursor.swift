/// Goes through a segment batch by batch and believes nothing that it has not checked.
///
/// The batches of a segment follow each other without a gap, in bytes and in offsets, and all bear its epoch (compaction
/// leaves an empty batch where it has removed all records). So also a change in the few bytes of a header that the
/// checksum does not cover is noticed.
struct SegmentCursor {
    /// What is known of the bytes to go through.
    struct Extent {
        let epoch: Int32
        /// Where the bytes end.
        let end: Int
        /// The offset after the last one; nil when the end is not known, because the owner died while it wrote.
        let endOffset: Int64?
        /// Where batches begin that must be found again behind damage.
        let index: SparseIndex?
    }

    private let file: any LogFile
    private let extent: Extent
    /// How many bytes are read at once.
    private let chunk: Int
    /// Where the next batch begins: behind all that was valid so far.
    private(set) var position: Int
    /// The first offset of the next batch.
    private(set) var offset: Int64
    private var buffer: [UInt8] = []
    private var bufferPosition = 0

    /// - Parameters:
    ///   - position: Where a batch begins.
    ///   - offset: Its first offset.
    ///   - chunk: How many bytes to read at once.
    init(_ file: any LogFile, _ extent: Extent, position: Int, offset: Int64, chunk: Int = 1 << 20) {
        self.file = file
        self.extent = extent
        self.position = position
        self.offset = offset
        self.chunk = chunk
    }

    /// The next batch or damage; nil at the end, which is before the end of the bytes when these end in a torn batch.
    ///
    /// - Throws: ``EventLogError`` when the file cannot be read.
    mutating func next() throws(EventLogError) -> SegmentStep? {
        if position < extent.end {
            if let batch = try batch(at: position), batch.header.baseOffset == offset {
                defer { go(to: position + batch.bytes.count, batch.header.nextOffset) }
                return .batch(batch, position: position)
            }
            if let found = try resumption() {
                defer { go(to: found.position, found.offset) }
                return .damage(DamagedRange(offsets: offset..<found.offset, reason: reason("damaged bytes")))
            }
            if extent.endOffset == nil, let (length, next) = try damagedEnd() {
                defer { go(to: position + length, next) }
                return .damage(DamagedRange(offsets: offset..<next, reason: reason("a damaged last batch")))
            }
        }
        guard let endOffset = extent.endOffset, offset < endOffset else { return nil }
        defer { go(to: extent.end, endOffset) }
        return .damage(DamagedRange(offsets: offset..<endOffset, reason: reason("damaged or missing bytes")))
    }

    private mutating func go(to position: Int, _ offset: Int64) {
        (self.position, self.offset) = (position, offset)
    }

    private func reason(_ what: String) -> String { "\(what) at \(position) of \(file.path)" }

    /// The batch at a place if it is whole, of the epoch, and within the offsets.
    private mutating func batch(at place: Int) throws(EventLogError) -> RecordBatch? {
        let head = try bytes(at: place, RecordBatchHeader.length)
        guard let header = RecordBatchHeader(head), header.epoch == extent.epoch,
            header.byteCount >= RecordBatchHeader.length, header.byteCount <= extent.end - place,
            header.baseOffset >= offset, header.lastOffsetDelta >= 0,
            header.nextOffset > header.baseOffset, header.nextOffset <= extent.endOffset ?? .max
        else { return nil }
        let whole = try bytes(at: place, header.byteCount)
        // A defect is no error here: it is what tells that there is no batch at the place.
        return try? RecordBatch(whole)
    }

    /// Bytes of the file, fewer at its end.
    private mutating func bytes(at place: Int, _ count: Int) throws(EventLogError) -> ArraySlice<UInt8> {
        let end = min(place + count, extent.end)
        if place < bufferPosition || end > bufferPosition + buffer.count {
            buffer = try file.read(at: place, count: min(max(count, chunk), extent.end - place))
            bufferPosition = place
        }
        let start = place - bufferPosition
        return buffer[start..<min(end - bufferPosition, buffer.count)]
    }
}

extension SegmentCursor {
    /// The place behind damage where a batch begins.
    ///
    /// A batch may be part of a record's value, so what looks like one is believed only if what follows it leads to the
    /// next entry of the index, where there is one.
    private mutating func resumption() throws(EventLogError) -> SparseIndex.Entry? {
        let known = extent.index?.entry(behind: position)
        let end = known?.position ?? extent.end
        var place = position + 1
        while place + RecordBatchHeader.length <= end {
            if try looksLikeBatch(at: place), let batch = try batch(at: place), batch.header.baseOffset > offset,
                try leads(batch, at: place, to: known)
            {
                return SparseIndex.Entry(offset: batch.header.baseOffset, position: place, timestampBefore: .min)
            }
            place += 1
        }
        return known.flatMap { $0.offset > offset ? $0 : nil }
    }

    /// The length of a last batch that is as long as its header says and not what was written, and the offset after it.
    ///
    /// Its records may have been acknowledged, so their offsets are not given out again. What is shorter than its header says was
    /// torn in the writing, unless its checksum proves that the header has changed and the rest is whole.
    private mutating func damagedEnd() throws(EventLogError) -> (length: Int, nextOffset: Int64)? {
        guard let header = RecordBatchHeader(try bytes(at: position, RecordBatchHeader.length)) else { return nil }
        // Owners write batches without gaps, so one changed number does not agree with the other.
        if header.epoch == extent.epoch, header.baseOffset == offset, header.recordCount > 0,
            Int64(header.recordCount) == Int64(header.lastOffsetDelta) + 1,
            header.byteCount > RecordBatchHeader.length, header.byteCount <= extent.end - position
        {
            return (header.byteCount, header.nextOffset)
        }
        return try wholeEnd(under: header)
    }

    /// The same for all that is left, if it has the checksum of its header once one of the two counts is taken for changed, or
    /// neither: what lies before the checksum is known anyway.
    private mutating func wholeEnd(
        under header: RecordBatchHeader
    ) throws(EventLogError) -> (length: Int, nextOffset: Int64)? {
        var whole = Array(try bytes(at: position, extent.end - position))
        let counts = [header.recordCount, header.lastOffsetDelta &+ 1].filter { $0 > 0 }
        for count in counts {
            var likely = header
            (likely.recordCount, likely.lastOffsetDelta) = (count, count - 1)
            likely.write(to: &whole, at: 0)
            if RecordBatchHeader.checksum(of: whole[...]) == header.checksum {
                return (whole.count, offset + Int64(count))
            }
        }
        return nil
    }

    /// Whether the version and the epoch are at their places.
    private mutating func looksLikeBatch(at place: Int) throws(EventLogError) -> Bool {
        let head = try bytes(at: place, 17)
        guard head.count == 17, head[head.startIndex + 16] == 2 else { return false }
        return Int32(bigEndianBytes: head[head.startIndex + 12..<head.startIndex + 16]) == extent.epoch
    }

    private mutating func leads(
        _ batch: RecordBatch, at place: Int, to known: SparseIndex.Entry?
    ) throws(EventLogError) -> Bool {
        guard let known else { return true }
        var (place, offset) = (place + batch.bytes.count, batch.header.nextOffset)
        while place < known.position, let next = try self.batch(at: place), next.header.baseOffset == offset {
            (place, offset) = (place + next.bytes.count, next.header.nextOffset)
        }
        return place == known.position && offset == known.offset
    }
}
