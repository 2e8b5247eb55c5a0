/// Deletes topics.
package struct DeleteTopicsRequest: KafkaRequest {
    package typealias Response = DeleteTopicsResponse
    package static let api = KafkaAPI.deleteTopics

    /// A topic by its name, or by its id.
    package struct Topic: WireStructure, Hashable {
        package var name: String?
        package var topicID: WireUUID = .zero

        package init() {}

        package init(
            name: String? = nil, topicID: WireUUID = .zero
        ) {
            self.name = name
            self.topicID = topicID
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("name", &name)
            try coder.field("topic_id", &topicID)
        }
    }

    package var topics: [Topic] = []
    package var topicNames: [String] = []
    package var timeout: Duration = .zero

    package init() {}

    package init(
        topics: [Topic] = [], topicNames: [String] = [], timeout: Duration = .zero
    ) {
        self.topics = topics
        self.topicNames = topicNames
        self.timeout = timeout
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("topics", &topics, in: 6...)
        try coder.field("topic_names", &topicNames, in: 0...5)
        try coder.field("timeout_ms", &timeout)
    }
}
