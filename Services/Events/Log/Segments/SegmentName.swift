/// A segment of a partition: who wrote it, from which offset on, and how often it was compacted since.
struct SegmentName: Hashable, Sendable {
    /// The offset of its first record.
    let baseOffset: Int64
    /// The epoch of the owner that wrote it. Two owners never write to one file.
    let epoch: Int32
    /// 0 as it was written, one more for each compaction.
    var revision: Int = 0

    /// `00000000000000012345-0000000007-0.log`
    var file: String { stem + ".log" }
    /// The file of its index.
    var index: String { stem + ".index" }

    private var stem: String {
        "\(Self.padded(baseOffset, 20))-\(Self.padded(Int64(epoch), 10))-\(revision)"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
