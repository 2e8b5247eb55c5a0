package import MeshCore

/// Records of one partition of a member.
package struct PolledPartition: Codable, Sendable, Equatable {
    package var topic: String
    package var partition: Int
    /// The records, and where to read on.
    package var page: RecordPage

    package init(topic: String, partition: Int, page: RecordPage) {
        self.topic = topic
        self.partition = partition
        self.page = page
    }
}

extension PolledPartition: Described {
    package static let schema = JSONSchema.object(
        "PolledPartition", description: "Records of one partition of a member.",
        [
            .required("topic", EventsFields.topic),
            .required("partition", EventsFields.partition),
            .required("page", RecordPage.schema),
        ])
}
