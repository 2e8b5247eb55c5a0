/// Records that are lost because their bytes on disk are not what was written.
package struct DamagedRange: Hashable, Sendable {
    /// The offsets that are not served.
    package let offsets: Range<Int64>
    /// What is wrong, for the log and the operator.
    package let reason: String

    package init(offsets: Range<Int64>, reason: String) {
        self.offsets = offsets
        self.reason = reason
    }
}
