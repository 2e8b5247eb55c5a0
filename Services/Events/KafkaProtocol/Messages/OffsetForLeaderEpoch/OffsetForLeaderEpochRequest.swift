/// Asks where an epoch ends in partitions, to find what was cut off (KIP-320).
package struct OffsetForLeaderEpochRequest: KafkaRequest {
    package typealias Response = OffsetForLeaderEpochResponse
    package static let api = KafkaAPI.offsetForLeaderEpoch

    /// What is asked of a topic.
    package struct Topic: WireStructure, Hashable {
        /// What is asked of a partition.
        package struct Partition: WireStructure, Hashable {
            package var index: Int32 = 0
            package var currentLeaderEpoch: Int32 = -1
            package var leaderEpoch: Int32 = 0

            package init() {}

            package init(
                index: Int32 = 0, currentLeaderEpoch: Int32 = -1, leaderEpoch: Int32 = 0
            ) {
                self.index = index
                self.currentLeaderEpoch = currentLeaderEpoch
                self.leaderEpoch = leaderEpoch
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("partition", &index)
                try coder.field("current_leader_epoch", &currentLeaderEpoch)
                try coder.field("leader_epoch", &leaderEpoch)
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

    package var replicaID: Int32 = -2
    package var topics: [Topic] = []

    package init() {}

    package init(
        replicaID: Int32 = -2, topics: [Topic] = []
    ) {
        self.replicaID = replicaID
        self.topics = topics
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("replica_id", &replicaID, in: 3...)
        try coder.field("topics", &topics)
    }
}
