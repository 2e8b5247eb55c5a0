/// What the batches of a page hold. A batch whose checksum holds and whose records cannot be read is as its producer sent it: who reads the log
/// passes it over, and counts it (``BrokenBatches``).
package struct ReadableBatches: Sendable {
    /// The values of the batches that can be read, in the order of the log.
    package private(set) var values: [RecordBatch.Values] = []
    /// The offsets of those that cannot.
    package private(set) var broken: [ClosedRange<Int64>] = []

    /// - Parameters:
    ///   - bytes: Whole batches.
    ///   - decompressor: Expands what is compressed.
    /// - Throws: ``BatchDefect`` when they are not as the log has sent them.
    package init(in bytes: [UInt8], expandedBy decompressor: any BatchDecompressor) throws(BatchDefect) {
        for batch in try RecordBatch.all(in: bytes) {
            do throws(BatchDefect) {
                values.append(try batch.values(expandedBy: decompressor))
            } catch {
                let first = batch.header.baseOffset
                broken.append(first...first + Int64(batch.header.lastOffsetDelta))
            }
        }
    }
}
