/// Which topics have been made.
package struct CreateTopicsResponse: WireStructure, Hashable {
    /// The outcome for a topic.
    package struct Topic: WireStructure, Hashable {
        /// A setting of the topic as it is now.
        package struct Setting: WireStructure, Hashable {
            package var name: String = ""
            package var value: String?
            package var isReadOnly: Bool = false
            /// 1: of the topic; 5: the default.
            package var source: Int8 = -1
            package var isSensitive: Bool = false

            package init() {}

            package init(
                name: String = "", value: String? = nil, isReadOnly: Bool = false, source: Int8 = -1,
                isSensitive: Bool = false
            ) {
                self.name = name
                self.value = value
                self.isReadOnly = isReadOnly
                self.source = source
                self.isSensitive = isSensitive
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("name", &name)
                try coder.field("value", &value)
                try coder.field("read_only", &isReadOnly)
                try coder.field("config_source", &source)
                try coder.field("is_sensitive", &isSensitive)
            }
        }

        package var name: String = ""
        package var topicID: WireUUID = .zero
        package var error: KafkaErrorCode = .none
        package var errorMessage: String?
        package var partitionCount: Int32 = -1
        package var replicationFactor: Int16 = -1
        package var settings: [Setting]?

        package init() {}

        package init(
            name: String = "", topicID: WireUUID = .zero, error: KafkaErrorCode = .none, errorMessage: String? = nil,
            partitionCount: Int32 = -1, replicationFactor: Int16 = -1, settings: [Setting]? = nil
        ) {
            self.name = name
            self.topicID = topicID
            self.error = error
            self.errorMessage = errorMessage
            self.partitionCount = partitionCount
            self.replicationFactor = replicationFactor
            self.settings = settings
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("name", &name)
            try coder.field("topic_id", &topicID, in: 7...)
            try coder.field("error_code", &error)
            try coder.field("error_message", &errorMessage, in: 1...)
            try coder.field("num_partitions", &partitionCount, in: 5...)
            try coder.field("replication_factor", &replicationFactor, in: 5...)
            try coder.field("configs", &settings, in: 5...)
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
        try coder.field("throttle_time_ms", &throttle, in: 2...)
        try coder.field("topics", &topics)
    }
}
