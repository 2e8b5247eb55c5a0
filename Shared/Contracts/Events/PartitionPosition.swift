package import MeshCore

/// A place in a partition.
package struct PartitionPosition: Codable, Sendable, Equatable {
    package var topic: String
    package var partition: Int
    /// The next offset to read; nil when nothing is known of it.
    package var offset: Int64?

    package init(topic: String, partition: Int, offset: Int64?) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }
}

extension PartitionPosition: Described {
    package static let schema = JSONSchema.object(
        "PartitionPosition", description: "A place in a partition.",
        [
            .required("topic", EventsFields.topic),
            .required("partition", EventsFields.partition),
            .optional("offset", EventsFields.offset.describing("The next offset to read.")),
        ])
}
