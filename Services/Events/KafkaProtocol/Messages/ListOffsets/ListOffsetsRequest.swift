/// Asks for the offset of a moment in partitions.
package struct ListOffsetsRequest: KafkaRequest {
    package typealias Response = ListOffsetsResponse
    package static let api = KafkaAPI.listOffsets

    /// What is asked of a topic.
    package struct Topic: WireStructure, Hashable {
        /// What is asked of a partition.
        package struct Partition: WireStructure, Hashable {
            package var index: Int32 = 0
            package var currentLeaderEpoch: Int32 = -1
            /// Milliseconds since 1970 for the first record at or after them; -1 for the end, -2 for the start.
            package var time: Int64 = 0
            package var maxOffsets: Int32 = 1

            package init() {}

            package init(
                index: Int32 = 0, currentLeaderEpoch: Int32 = -1, time: Int64 = 0, maxOffsets: Int32 = 1
            ) {
                self.index = index
                self.currentLeaderEpoch = currentLeaderEpoch
                self.time = time
                self.maxOffsets = maxOffsets
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("partition_index", &index)
                try coder.field("current_leader_epoch", &currentLeaderEpoch, in: 4...)
                try coder.field("timestamp", &time)
                try coder.field("max_num_offsets", &maxOffsets, in: 0...0)
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

    package var replicaID: Int32 = -1
    package var isolationLevel: Int8 = 0
    package var topics: [Topic] = []

    package init() {}

    package init(
        replicaID: Int32 = -1, isolationLevel: Int8 = 0, topics: [Topic] = []
    ) {
        self.replicaID = replicaID
        self.isolationLevel = isolationLevel
        self.topics = topics
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("replica_id", &replicaID)
        try coder.field("isolation_level", &isolationLevel, in: 2...)
        try coder.field("topics", &topics)
    }
}
