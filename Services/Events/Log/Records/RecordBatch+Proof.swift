extension RecordBatch {
    /// Goes over the records of a batch that is not compressed and looks at their lengths and deltas, without making
    /// anything of them.
    ///
    /// - Throws: ``BatchDefect``.
    func proveRecords() throws(BatchDefect) {
        var reader = ByteReader(bytes.dropFirst(RecordBatchHeader.length))
        for delta in 0..<Int64(header.recordCount) {
            guard let length = reader.length(), length > 0 else { throw .record }
            let end = reader.position + length
            guard end <= bytes.endIndex, reader.byte() != nil, reader.varint() != nil, let found = reader.varint()
            else {
                throw .record
            }
            guard found == delta else { throw .count }
            guard reader.position <= end, reader.run(end - reader.position) != nil else { throw .record }
        }
        guard reader.remaining == 0 else { throw .count }
    }
}
