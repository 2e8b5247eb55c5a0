package import MeshCore

/// Makes a topic: `POST /v1/topics`.
package struct CreateTopic: Codable, Sendable, Equatable {
    package var name: String
    /// How many partitions it has, for good; 1 when it is absent.
    package var partitions: Int?
    package var rules: TopicRulesPatch?

    package init(name: String, partitions: Int? = nil, rules: TopicRulesPatch? = nil) {
        self.name = name
        self.partitions = partitions
        self.rules = rules
    }
}

extension CreateTopic: Described {
    package static let schema = JSONSchema.object(
        "CreateTopic", description: "Makes a topic.",
        [
            .required("name", EventsFields.topic),
            .optional(
                "partitions",
                .integer(
                    1...Int64(EventsFields.mostPartitions),
                    description: "How many partitions it has, for good: keys are spread over them.")),
            .optional("rules", TopicRulesPatch.schema),
        ])
}
