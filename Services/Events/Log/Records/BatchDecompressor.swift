/// Expands the records of compressed batches. The log stores batches as they came and needs this only to look into them:
/// for consumers of single records, for compaction and for the memory of duplicates.
package protocol BatchDecompressor: Sendable {
    /// Expands the part of a batch after its header.
    ///
    /// - Parameter limit: The most bytes that may come out.
    /// - Returns: The records; nil when the bytes are not what they should be, pass the limit, or the kind is not known.
    func decompress(_ bytes: ArraySlice<UInt8>, _ compression: BatchCompression, limit: Int) -> [UInt8]?
}
