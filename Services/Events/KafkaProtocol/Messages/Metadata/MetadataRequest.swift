/// Asks for the brokers, and for topics and who leads their partitions.
package struct MetadataRequest: KafkaRequest {
    package typealias Response = MetadataResponse
    package static let api = KafkaAPI.metadata

    /// A topic by its name, or from version 10 on by its id.
    package struct Topic: WireStructure, Hashable {
        package var topicID: WireUUID = .zero
        package var name: String?

        package init() {}

        package init(
            topicID: WireUUID = .zero, name: String? = nil
        ) {
            self.topicID = topicID
            self.name = name
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("topic_id", &topicID, in: 10...)
            try coder.field("name", &name, nullable: 10..., empty: "")
        }
    }

    /// All, where nil. In version 0, which knows no null, an empty list means all.
    package var topics: [Topic]?
    /// Whether a topic that is not there may be made.
    package var createsTopics: Bool = true
    package var includeClusterAuthorizedOperations: Bool = false
    package var includeTopicAuthorizedOperations: Bool = false

    package init() {}

    package init(
        topics: [Topic]? = nil, createsTopics: Bool = true, includeClusterAuthorizedOperations: Bool = false,
        includeTopicAuthorizedOperations: Bool = false
    ) {
        self.topics = topics
        self.createsTopics = createsTopics
        self.includeClusterAuthorizedOperations = includeClusterAuthorizedOperations
        self.includeTopicAuthorizedOperations = includeTopicAuthorizedOperations
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("topics", &topics, nullable: 1..., empty: [])
        try coder.field("allow_auto_topic_creation", &createsTopics, in: 4...)
        try coder.field("include_cluster_authorized_operations", &includeClusterAuthorizedOperations, in: 8...10)
        try coder.field("include_topic_authorized_operations", &includeTopicAuthorizedOperations, in: 8...)
    }
}
