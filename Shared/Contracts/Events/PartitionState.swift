package import MeshCore

/// A partition of a topic: who serves it, and what it holds.
package struct PartitionState: Codable, Sendable, Equatable {
    package var partition: Int
    /// The instance that serves it; nil while none does.
    package var owner: String?
    /// Grows whenever another instance takes the partition over.
    package var epoch: Int
    /// The offset of the oldest record that is kept; nil in lists, and while it cannot be told.
    package var earliestOffset: Int64?
    /// The offset that the next record will have; nil in lists, and while it cannot be told.
    package var nextOffset: Int64?

    package init(
        partition: Int, owner: String?, epoch: Int, earliestOffset: Int64? = nil, nextOffset: Int64? = nil
    ) {
        self.partition = partition
        self.owner = owner
        self.epoch = epoch
        self.earliestOffset = earliestOffset
        self.nextOffset = nextOffset
    }
}

extension PartitionState: Described {
    package static let schema = JSONSchema.object(
        "PartitionState", description: "A partition of a topic: who serves it, and what it holds.",
        [
            .required("partition", EventsFields.partition),
            .optional("owner", .string(description: "The instance that serves it; absent while none does.")),
            .required(
                "epoch", .integer(0..., description: "Grows whenever another instance takes the partition over.")),
            .optional(
                "earliestOffset",
                EventsFields.offset.describing("That of the oldest record; absent in lists and while nobody can tell.")),
            .optional(
                "nextOffset",
                EventsFields.offset.describing("That of the next record; absent in lists and while nobody can tell.")),
        ])
}
