/// Where epochs end.
package struct OffsetForLeaderEpochResponse: WireStructure, Hashable {
    /// The ends in a topic.
    package struct Topic: WireStructure, Hashable {
        /// The end in a partition.
        package struct Partition: WireStructure, Hashable {
            package var error: KafkaErrorCode = .none
            package var index: Int32 = 0
            /// The latest that is not after the one asked for.
            package var leaderEpoch: Int32 = -1
            package var endOffset: Int64 = -1

            package init() {}

            package init(
                error: KafkaErrorCode = .none, index: Int32 = 0, leaderEpoch: Int32 = -1, endOffset: Int64 = -1
            ) {
                self.error = error
                self.index = index
                self.leaderEpoch = leaderEpoch
                self.endOffset = endOffset
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("error_code", &error)
                try coder.field("partition", &index)
                try coder.field("leader_epoch", &leaderEpoch)
                try coder.field("end_offset", &endOffset)
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
            try coder.field("topic", &name)
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
        try coder.field("throttle_time_ms", &throttle)
        try coder.field("topics", &topics)
    }
}
