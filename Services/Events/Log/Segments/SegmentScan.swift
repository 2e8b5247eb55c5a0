/// What there is in a segment whose owner did not seal it.
struct SegmentScan {
    /// The length of the valid batches, and of damage between them, in bytes; what follows is a torn batch.
    var length = 0
    /// The offset after the last one.
    var nextOffset: Int64
    /// The latest timestamp of all records, in milliseconds; `Int64.min` without records.
    var maximumTimestamp = Int64.min
    var index = SparseIndex()
    var damage: [DamagedRange] = []

    /// Goes through a file.
    ///
    /// - Parameters:
    ///   - file: The segment's.
    ///   - name: Whose offsets and epoch it must have.
    ///   - length: How much of the file is the segment's.
    ///   - endOffset: The offset after the last one, if the segment was sealed.
    ///   - visit: Sees each batch.
    /// - Throws: ``EventLogError`` when the file cannot be read.
    init(
        of file: any LogFile, _ name: SegmentName, length end: Int, endOffset: Int64? = nil,
        visit: (RecordBatch) -> Void = { _ in }
    ) throws(EventLogError) {
        nextOffset = name.baseOffset
        let extent = SegmentCursor.Extent(epoch: name.epoch, end: end, endOffset: endOffset, index: nil)
        var cursor = SegmentCursor(file, extent, position: 0, offset: name.baseOffset)
        while let step = try cursor.next() {
            switch step {
            case .batch(let batch, let position):
                index.note(batch.header, at: position)
                maximumTimestamp = max(maximumTimestamp, batch.header.maximumTimestamp)
                visit(batch)
            case .damage(let range):
                damage.append(range)
            }
            length = cursor.position
            nextOffset = cursor.offset
        }
    }
}
