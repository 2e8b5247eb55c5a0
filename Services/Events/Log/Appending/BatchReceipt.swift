/// Where a batch is.
package struct BatchReceipt: Hashable, Sendable {
    /// The offset of its first record.
    package let baseOffset: Int64
    /// Whether it was there before this call.
    package let isDuplicate: Bool
    /// The offset of the oldest record of the partition.
    package let earliestOffset: Int64

    package init(baseOffset: Int64, isDuplicate: Bool, earliestOffset: Int64) {
        self.baseOffset = baseOffset
        self.isDuplicate = isDuplicate
        self.earliestOffset = earliestOffset
    }
}
