/// Which offsets are remembered.
package struct OffsetCommitResponse: WireStructure, Hashable {
    /// The outcomes for a topic.
    package struct Topic: WireStructure, Hashable {
        /// The outcome for a partition.
        package struct Partition: WireStructure, Hashable {
            package var index: Int32 = 0
            package var error: KafkaErrorCode = .none

            package init() {}

            package init(
                index: Int32 = 0, error: KafkaErrorCode = .none
            ) {
                self.index = index
                self.error = error
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("partition_index", &index)
                try coder.field("error_code", &error)
            }
        }

        package var name: String = ""
        package var partitions: [Partition] = []

        package init() {}

        package init(
            name: String = "", partitions: [Partition] = []
        ) {
            self.name = name
            self.partitions = partitions
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("name", &name)
            try coder.field("partitions", &partitions)
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
        try coder.field("throttle_time_ms", &throttle, in: 3...)
        try coder.field("topics", &topics)
    }
}
