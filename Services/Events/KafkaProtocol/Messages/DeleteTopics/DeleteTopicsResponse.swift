/// Which topics have been deleted.
package struct DeleteTopicsResponse: WireStructure, Hashable {
    /// The outcome for a topic.
    package struct Topic: WireStructure, Hashable {
        package var name: String?
        package var topicID: WireUUID = .zero
        package var error: KafkaErrorCode = .none
        package var errorMessage: String?

        package init() {}

        package init(
            name: String? = nil, topicID: WireUUID = .zero, error: KafkaErrorCode = .none, errorMessage: String? = nil
        ) {
            self.name = name
            self.topicID = topicID
            self.error = error
            self.errorMessage = errorMessage
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("name", &name, nullable: 6..., empty: "")
            try coder.field("topic_id", &topicID, in: 6...)
            try coder.field("error_code", &error)
            try coder.field("error_message", &errorMessage, in: 5...)
        }
    }

    package var throttle: Duration = .zero
    package var topics: [Topic] = []

    package init() {}

    package init(
        throttle: Duration = .zero, topics: [Topic] = []
    ) {
        self.throttle = throttle
        self.topics = topics
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle, in: 1...)
        try coder.field("responses", &topics)
    }
}
