/// How far a group has come in a partition.
package struct CommittedOffset: Hashable, Sendable {
    /// The next offset to read.
    package var offset: Int64
    /// What the consumer noted with it; at most 4096 bytes.
    package var note: String

    package init(offset: Int64, note: String = "") {
        self.offset = offset
        self.note = note
    }
}
