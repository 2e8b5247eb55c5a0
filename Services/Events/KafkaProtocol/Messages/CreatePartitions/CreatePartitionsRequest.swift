/// Gives topics more partitions.
package struct CreatePartitionsRequest: KafkaRequest {
    package typealias Response = CreatePartitionsResponse
    package static let api = KafkaAPI.createPartitions

    /// A topic, and how many it is to have.
    package struct Topic: WireStructure, Hashable {
        /// Who keeps a new partition.
        package struct Assignment: WireStructure, Hashable {
            package var brokerIDs: [Int32] = []

            package init() {}

            package init(
                brokerIDs: [Int32] = []
            ) {
                self.brokerIDs = brokerIDs
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("broker_ids", &brokerIDs)
            }
        }

        package var name: String = ""
        /// With those that it has.
        package var count: Int32 = 0
        package var assignments: [Assignment]?

        package init() {}

        package init(
            name: String = "", count: Int32 = 0, assignments: [Assignment]? = nil
        ) {
            self.name = name
            self.count = count
            self.assignments = assignments
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("name", &name)
            try coder.field("count", &count)
            try coder.field("assignments", &assignments)
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
        try coder.field("validate_only", &validateOnly)
    }
}
