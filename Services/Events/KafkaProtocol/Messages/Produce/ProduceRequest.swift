/// Appends batches to partitions.
package struct ProduceRequest: KafkaRequest {
    package typealias Response = ProduceResponse
    package static let api = KafkaAPI.produce

    /// What is appended to a topic.
    package struct Topic: WireStructure, Hashable {
        /// What is appended to a partition.
        package struct Partition: WireStructure, Hashable {
            package var index: Int32 = 0
            /// Record batches (KIP-98), shared with the frame that they came in.
            package var records: ArraySlice<UInt8>?

            package init() {}

            package init(
                index: Int32 = 0, records: ArraySlice<UInt8>? = nil
            ) {
                self.index = index
                self.records = records
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("index", &index)
                try coder.field("records", &records)
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
            try coder.field("partition_data", &partitions)
        }
    }

    /// Of a transaction that the batches belong to.
    package var transactionalID: String?
    /// 0: send no answer; 1: answer when the leader has it; -1: when all replicas in sync have it.
    package var acks: Int16 = 0
    /// How long the broker may wait for replicas.
    package var timeout: Duration = .zero
    package var topics: [Topic] = []

    package init() {}

    package init(
        transactionalID: String? = nil, acks: Int16 = 0, timeout: Duration = .zero, topics: [Topic] = []
    ) {
        self.transactionalID = transactionalID
        self.acks = acks
        self.timeout = timeout
        self.topics = topics
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("transactional_id", &transactionalID)
        try coder.field("acks", &acks)
        try coder.field("timeout_ms", &timeout)
        try coder.field("topic_data", &topics)
    }
}
