/// Makes topics.
package struct CreateTopicsRequest: KafkaRequest {
    package typealias Response = CreateTopicsResponse
    package static let api = KafkaAPI.createTopics

    /// A topic to be made.
    package struct Topic: WireStructure, Hashable {
        /// Who keeps a partition.
        package struct Assignment: WireStructure, Hashable {
            package var index: Int32 = 0
            package var brokerIDs: [Int32] = []

            package init() {}

            package init(
                index: Int32 = 0, brokerIDs: [Int32] = []
            ) {
                self.index = index
                self.brokerIDs = brokerIDs
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("partition_index", &index)
                try coder.field("broker_ids", &brokerIDs)
            }
        }

        /// A setting of the topic, such as `retention.ms`.
        package struct Setting: WireStructure, Hashable {
            package var name: String = ""
            package var value: String?

            package init() {}

            package init(
                name: String = "", value: String? = nil
            ) {
                self.name = name
                self.value = value
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("name", &name)
                try coder.field("value", &value)
            }
        }

        package var name: String = ""
        /// -1 for as many as is usual.
        package var partitionCount: Int32 = 0
        /// -1 for what is usual.
        package var replicationFactor: Int16 = 0
        package var assignments: [Assignment] = []
        package var settings: [Setting] = []

        package init() {}

        package init(
            name: String = "", partitionCount: Int32 = 0, replicationFactor: Int16 = 0, assignments: [Assignment] = [],
            settings: [Setting] = []
        ) {
            self.name = name
            self.partitionCount = partitionCount
            self.replicationFactor = replicationFactor
            self.assignments = assignments
            self.settings = settings
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("name", &name)
            try coder.field("num_partitions", &partitionCount)
            try coder.field("replication_factor", &replicationFactor)
            try coder.field("assignments", &assignments)
            try coder.field("configs", &settings)
        }
    }

    package var topics: [Topic] = []
    package var timeout: Duration = .zero
    /// Whether to tell only what would happen.
    package var validateOnly: Bool = false

    package init() {}

    package init(
        topics: [Topic] = [], timeout: Duration = .zero, validateOnly: Bool = false
    ) {
        self.topics = topics
        self.timeout = timeout
        self.validateOnly = validateOnly
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("topics", &topics)
        try coder.field("timeout_ms", &timeout)
        try coder.field("validate_only", &validateOnly, in: 1...)
    }
}
