extension RecordBatch {
    /// Refuses a batch that would harm readers: its checksum was compared when it was made of bytes.
    ///
    /// - Parameter limit: The largest batch, in bytes.
    /// - Throws: ``EventLogError/invalidBatch(_:)``.
    package func admit(upTo limit: Int) throws(EventLogError) {
        guard !header.isTransactional else { throw .invalidBatch(.transactional) }
        guard bytes.count <= limit else { throw .invalidBatch(.tooLarge(limit: limit)) }
        guard header.recordCount > 0, Int64(header.recordCount) == Int64(header.lastOffsetDelta) + 1 else {
            throw .invalidBatch(.count)
        }
        guard header.compression == BatchCompression.none else { return }
        do { try proveRecords() } catch { throw .invalidBatch(error) }
    }
}
