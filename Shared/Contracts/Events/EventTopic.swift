package import MeshCore

/// A topic: `GET /v1/topics/{topic}`.
package struct EventTopic: Codable, Sendable, Equatable {
    package var name: String
    package var rules: TopicRules
    package var createdAt: Timestamp
    /// By their numbers.
    package var partitions: [PartitionState]

    package init(name: String, rules: TopicRules, createdAt: Timestamp, partitions: [PartitionState]) {
        self.name = name
        self.rules = rules
        self.createdAt = createdAt
        self.partitions = partitions
    }
}

extension EventTopic: Described {
    package static let schema = JSONSchema.object(
        "EventTopic", description: "A topic, and who serves its partitions.",
        [
            .required("name", EventsFields.topic),
            .required("rules", TopicRules.schema),
            .required("createdAt", Timestamp.schema),
            .required("partitions", .array(of: PartitionState.schema, count: 1...EventsFields.mostPartitions)),
        ])
}
