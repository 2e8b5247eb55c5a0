/// Asks how far groups have read.
package struct OffsetFetchRequest: KafkaRequest {
    package typealias Response = OffsetFetchResponse
    package static let api = KafkaAPI.offsetFetch

    /// The partitions of a topic.
    package struct Topic: WireStructure, Hashable {
        package var name: String = ""
        package var partitionIndexes: [Int32] = []

        package init() {}

        package init(
            name: String = "", partitionIndexes: [Int32] = []
        ) {
            self.name = name
            self.partitionIndexes = partitionIndexes
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("name", &name)
            try coder.field("partition_indexes", &partitionIndexes)
        }
    }

    /// What is asked of one of several groups (KIP-709).
    package struct Group: WireStructure, Hashable {
        /// The partitions of a topic.
        package struct Topic: WireStructure, Hashable {
            package var name: String = ""
            package var partitionIndexes: [Int32] = []

            package init() {}

            package init(
                name: String = "", partitionIndexes: [Int32] = []
            ) {
                self.name = name
                self.partitionIndexes = partitionIndexes
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("name", &name)
                try coder.field("partition_indexes", &partitionIndexes)
            }
        }

        package var id: String = ""
        /// All of the group's, where nil.
        package var topics: [Topic]?

        package init() {}

        package init(
            id: String = "", topics: [Topic]? = nil
        ) {
            self.id = id
            self.topics = topics
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("group_id", &id)
            try coder.field("topics", &topics)
        }
    }

    package var groupID: String = ""
    /// All of the group's, where nil (from version 2 on).
    package var topics: [Topic]?
    package var groups: [Group] = []
    /// Whether to wait for offsets of open transactions.
    package var requireStable: Bool = false

    package init() {}

    package init(
        groupID: String = "", topics: [Topic]? = nil, groups: [Group] = [], requireStable: Bool = false
    ) {
        self.groupID = groupID
        self.topics = topics
        self.groups = groups
        self.requireStable = requireStable
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("group_id", &groupID, in: 0...7)
        try coder.field("topics", &topics, in: 0...7)
        try coder.field("groups", &groups, in: 8...)
        try coder.field("require_stable", &requireStable, in: 7...)
    }
}
