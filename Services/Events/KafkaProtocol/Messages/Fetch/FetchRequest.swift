/// Reads batches from partitions, and waits for them.
package struct FetchRequest: KafkaRequest {
    package typealias Response = FetchResponse
    package static let api = KafkaAPI.fetch

    /// What is read from a topic.
    package struct Topic: WireStructure, Hashable {
        /// From where a partition is read.
        package struct Partition: WireStructure, Hashable {
            package var index: Int32 = 0
            /// The epoch that the consumer knows of (KIP-320); -1 for none.
            package var currentLeaderEpoch: Int32 = -1
            package var fetchOffset: Int64 = 0
            package var lastFetchedEpoch: Int32 = -1
            /// Of a replica that copies; -1 for a consumer.
            package var logStartOffset: Int64 = -1
            package var maxBytes: Int32 = 0

            package init() {}

            package init(
                index: Int32 = 0, currentLeaderEpoch: Int32 = -1, fetchOffset: Int64 = 0, lastFetchedEpoch: Int32 = -1,
                logStartOffset: Int64 = -1, maxBytes: Int32 = 0
            ) {
                self.index = index
                self.currentLeaderEpoch = currentLeaderEpoch
                self.fetchOffset = fetchOffset
                self.lastFetchedEpoch = lastFetchedEpoch
                self.logStartOffset = logStartOffset
                self.maxBytes = maxBytes
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("partition", &index)
                try coder.field("current_leader_epoch", &currentLeaderEpoch, in: 9...)
                try coder.field("fetch_offset", &fetchOffset)
                try coder.field("last_fetched_epoch", &lastFetchedEpoch, in: 12...)
                try coder.field("log_start_offset", &logStartOffset, in: 5...)
                try coder.field("partition_max_bytes", &maxBytes)
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

    /// Partitions that a session no longer reads.
    package struct ForgottenTopic: WireStructure, Hashable {
        package var name: String = ""
        package var partitions: [Int32] = []

        package init() {}

        package init(
            name: String = "", partitions: [Int32] = []
        ) {
            self.name = name
            self.partitions = partitions
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("topic", &name)
            try coder.field("partitions", &partitions)
        }
    }

    /// A broker that copies the partition; -1 for a consumer.
    package var replicaID: Int32 = -1
    /// How long to wait for the least bytes.
    package var maxWait: Duration = .zero
    /// Fewer than these are worth waiting for more.
    package var minBytes: Int32 = 0
    /// Of the whole answer; a first batch is sent even when it is larger.
    package var maxBytes: Int32 = .max
    /// 0: all records; 1: not those of transactions that are open or were aborted.
    package var isolationLevel: Int8 = 0
    /// Of a session that remembers the partitions (KIP-227); 0 for none.
    package var sessionID: Int32 = 0
    package var sessionEpoch: Int32 = -1
    package var topics: [Topic] = []
    package var forgottenTopics: [ForgottenTopic] = []
    package var rackID: String = ""

    package init() {}

    package init(
        replicaID: Int32 = -1, maxWait: Duration = .zero, minBytes: Int32 = 0, maxBytes: Int32 = .max,
        isolationLevel: Int8 = 0, sessionID: Int32 = 0, sessionEpoch: Int32 = -1, topics: [Topic] = [],
        forgottenTopics: [ForgottenTopic] = [], rackID: String = ""
    ) {
        self.replicaID = replicaID
        self.maxWait = maxWait
        self.minBytes = minBytes
        self.maxBytes = maxBytes
        self.isolationLevel = isolationLevel
        self.sessionID = sessionID
        self.sessionEpoch = sessionEpoch
        self.topics = topics
        self.forgottenTopics = forgottenTopics
        self.rackID = rackID
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("replica_id", &replicaID)
        try coder.field("max_wait_ms", &maxWait)
        try coder.field("min_bytes", &minBytes)
        try coder.field("max_bytes", &maxBytes)
        try coder.field("isolation_level", &isolationLevel)
        try coder.field("session_id", &sessionID, in: 7...)
        try coder.field("session_epoch", &sessionEpoch, in: 7...)
        try coder.field("topics", &topics)
        try coder.field("forgotten_topics_data", &forgottenTopics, in: 7...)
        try coder.field("rack_id", &rackID, in: 11...)
    }
}
