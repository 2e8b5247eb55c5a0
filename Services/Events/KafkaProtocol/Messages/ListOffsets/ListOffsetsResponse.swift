/// The offsets of moments.
package struct ListOffsetsResponse: WireStructure, Hashable {
    /// The offsets in a topic.
    package struct Topic: WireStructure, Hashable {
        /// The offset in a partition.
        package struct Partition: WireStructure, Hashable {
            package var index: Int32 = 0
            package var error: KafkaErrorCode = .none
            /// The offset, as version 0 has it.
            package var oldStyleOffsets: [Int64] = []
            /// Of the record found; -1 where none was, and for the start and the end.
            package var time: Int64 = -1
            package var offset: Int64 = -1
            package var leaderEpoch: Int32 = -1

            package init() {}

            package init(
                index: Int32 = 0, error: KafkaErrorCode = .none, oldStyleOffsets: [Int64] = [], time: Int64 = -1,
                offset: Int64 = -1, leaderEpoch: Int32 = -1
            ) {
                self.index = index
                self.error = error
                self.oldStyleOffsets = oldStyleOffsets
                self.time = time
                self.offset = offset
                self.leaderEpoch = leaderEpoch
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("partition_index", &index)
                try coder.field("error_code", &error)
                try coder.field("old_style_offsets", &oldStyleOffsets, in: 0...0)
                try coder.field("timestamp", &time, in: 1...)
                try coder.field("offset", &offset, in: 1...)
                try coder.field("leader_epoch", &leaderEpoch, in: 4...)
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
        try coder.field("throttle_time_ms", &throttle, in: 2...)
        try coder.field("topics", &topics)
    }
}
