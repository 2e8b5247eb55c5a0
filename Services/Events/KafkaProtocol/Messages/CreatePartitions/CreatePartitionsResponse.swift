/// Which topics have got more partitions.
package struct CreatePartitionsResponse: WireStructure, Hashable {
    /// The outcome for a topic.
    package struct Topic: WireStructure, Hashable {
        package var name: String = ""
        package var error: KafkaErrorCode = .none
        package var errorMessage: String?

        package init() {}

        package init(
            name: String = "", error: KafkaErrorCode = .none, errorMessage: String? = nil
        ) {
            self.name = name
            self.error = error
            self.errorMessage = errorMessage
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("name", &name)
            try coder.field("error_code", &error)
            try coder.field("error_message", &errorMessage)
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
        try coder.field("throttle_time_ms", &throttle)
        try coder.field("results", &topics)
    }
}
