/// Who serves a partition.
package struct PartitionDescription: Hashable, Sendable {
    /// The instance that serves it; nil when none does now, or when the log is served by others than ourselves.
    package var owner: String?
    /// Grows whenever another instance takes the partition over.
    package var epoch: Int32

    package init(owner: String?, epoch: Int32) {
        self.owner = owner
        self.epoch = epoch
    }
}
