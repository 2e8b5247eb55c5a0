package import MeshCore

/// Remembers how far a member has come: `POST /v1/groups/{group}/members/{member}/commit`.
package struct CommitOffsets: Codable, Sendable, Equatable {
    /// The generation in which the records were read.
    package var generation: Int32
    /// The next offset to read of each partition; all are remembered, or none.
    package var offsets: [PartitionPosition]

    package init(generation: Int32, offsets: [PartitionPosition]) {
        self.generation = generation
        self.offsets = offsets
    }
}

extension CommitOffsets: Described {
    package static let schema = JSONSchema.object(
        "CommitOffsets", description: "Remembers how far a member has come.",
        [
            .required("generation", EventsFields.generation),
            .required(
                "offsets",
                .array(
                    of: .object([
                        .required("topic", EventsFields.topic), .required("partition", EventsFields.partition),
                        .required("offset", EventsFields.offset.describing("The next offset to read.")),
                    ]), count: 1...EventsFields.mostPositions)),
        ])
}
