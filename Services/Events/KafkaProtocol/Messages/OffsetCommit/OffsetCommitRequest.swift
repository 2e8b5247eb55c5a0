/// Remembers how far a group has read.
package struct OffsetCommitRequest: KafkaRequest {
    package typealias Response = OffsetCommitResponse
    package static let api = KafkaAPI.offsetCommit

    /// How far a topic has been read.
    package struct Topic: WireStructure, Hashable {
        /// How far a partition has been read.
        package struct Partition: WireStructure, Hashable {
            package var index: Int32 = 0
            /// Of the record to be read next.
            package var offset: Int64 = 0
            package var leaderEpoch: Int32 = -1
            /// What the consumer wants to be told again.
            package var metadata: String?

            package init() {}

            package init(
                index: Int32 = 0, offset: Int64 = 0, leaderEpoch: Int32 = -1, metadata: String? = nil
            ) {
                self.index = index
                self.offset = offset
                self.leaderEpoch = leaderEpoch
                self.metadata = metadata
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("partition_index", &index)
                try coder.field("committed_offset", &offset)
                try coder.field("committed_leader_epoch", &leaderEpoch, in: 6...)
                try coder.field("committed_metadata", &metadata)
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

    package var groupID: String = ""
    /// -1 from who is in no generation.
    package var generationID: Int32 = -1
    package var memberID: String = ""
    package var groupInstanceID: String?
    package var retentionTime: Int64 = -1
    package var topics: [Topic] = []

    package init() {}

    package init(
        groupID: String = "", generationID: Int32 = -1, memberID: String = "", groupInstanceID: String? = nil,
        retentionTime: Int64 = -1, topics: [Topic] = []
    ) {
        self.groupID = groupID
        self.generationID = generationID
        self.memberID = memberID
        self.groupInstanceID = groupInstanceID
        self.retentionTime = retentionTime
        self.topics = topics
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("group_id", &groupID)
        try coder.field("generation_id", &generationID)
        try coder.field("member_id", &memberID)
        try coder.field("group_instance_id", &groupInstanceID, in: 7...)
        try coder.field("retention_time_ms", &retentionTime, in: 2...4)
        try coder.field("topics", &topics)
    }
}
