/// How far groups have read.
package struct OffsetFetchResponse: WireStructure, Hashable {
    /// How far a topic has been read.
    package struct Topic: WireStructure, Hashable {
        /// How far a partition has been read.
        package struct Partition: WireStructure, Hashable {
            package var index: Int32 = 0
            /// Of the record to be read next; -1 where nothing is remembered.
            package var offset: Int64 = -1
            package var leaderEpoch: Int32 = -1
            package var metadata: String?
            package var error: KafkaErrorCode = .none

            package init() {}

            package init(
                index: Int32 = 0, offset: Int64 = -1, leaderEpoch: Int32 = -1, metadata: String? = nil,
                error: KafkaErrorCode = .none
            ) {
                self.index = index
                self.offset = offset
                self.leaderEpoch = leaderEpoch
                self.metadata = metadata
                self.error = error
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("partition_index", &index)
                try coder.field("committed_offset", &offset)
                try coder.field("committed_leader_epoch", &leaderEpoch, in: 5...)
                try coder.field("metadata", &metadata)
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

    /// How far one of several groups has read.
    package struct Group: WireStructure, Hashable {
        package var id: String = ""
        package var topics: [Topic] = []
        package var error: KafkaErrorCode = .none

        package init() {}

        package init(
            id: String = "", topics: [Topic] = [], error: KafkaErrorCode = .none
        ) {
            self.id = id
            self.topics = topics
            self.error = error
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("group_id", &id)
            try coder.field("topics", &topics)
            try coder.field("error_code", &error)
        }
    }

    package var throttle: Duration = .zero
    package var topics: [Topic] = []
    package var error: KafkaErrorCode = .none
    package var groups: [Group] = []

    package init() {}

    package init(
        throttle: Duration = .zero, topics: [Topic] = [], error: KafkaErrorCode = .none, groups: [Group] = []
    ) {
        self.throttle = throttle
        self.topics = topics
        self.error = error
        self.groups = groups
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle, in: 3...)
        try coder.field("topics", &topics, in: 0...7)
        try coder.field("error_code", &error, in: 2...7)
        try coder.field("groups", &groups, in: 8...)
    }
}
