package import MeshCore

/// Where batches were appended.
package struct ProduceResponse: WireStructure, Hashable {
    /// The outcomes for a topic.
    package struct Topic: WireStructure, Hashable {
        /// The outcome for a partition.
        package struct Partition: WireStructure, Hashable {
            /// Why a record was the reason to refuse its batch.
            package struct RecordError: WireStructure, Hashable {
                /// Its place in the batch, from 0.
                package var batchIndex: Int32 = 0
                package var message: String?

                package init() {}

                package init(
                    batchIndex: Int32 = 0, message: String? = nil
                ) {
                    self.batchIndex = batchIndex
                    self.message = message
                }

                package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                    try coder.field("batch_index", &batchIndex)
                    try coder.field("batch_index_error_message", &message)
                }
            }

            /// Who leads a partition.
            package struct Leader: WireStructure, Hashable {
                package var id: Int32 = -1
                package var epoch: Int32 = -1

                package init() {}

                package init(
                    id: Int32 = -1, epoch: Int32 = -1
                ) {
                    self.id = id
                    self.epoch = epoch
                }

                package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                    try coder.field("leader_id", &id)
                    try coder.field("leader_epoch", &epoch)
                }
            }

            package var index: Int32 = 0
            package var error: KafkaErrorCode = .none
            /// Of the first record; -1 when it was not appended.
            package var baseOffset: Int64 = -1
            /// When the broker gives the records their time; nil where the producer does.
            package var logAppendTime: Timestamp?
            /// The first offset that the partition has.
            package var logStartOffset: Int64 = -1
            package var recordErrors: [RecordError] = []
            package var errorMessage: String?
            /// Who leads, for who asked another (KIP-951).
            package var currentLeader: Leader?

            package init() {}

            package init(
                index: Int32 = 0, error: KafkaErrorCode = .none, baseOffset: Int64 = -1,
                logAppendTime: Timestamp? = nil, logStartOffset: Int64 = -1, recordErrors: [RecordError] = [],
                errorMessage: String? = nil, currentLeader: Leader? = nil
            ) {
                self.index = index
                self.error = error
                self.baseOffset = baseOffset
                self.logAppendTime = logAppendTime
                self.logStartOffset = logStartOffset
                self.recordErrors = recordErrors
                self.errorMessage = errorMessage
                self.currentLeader = currentLeader
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("index", &index)
                try coder.field("error_code", &error)
                try coder.field("base_offset", &baseOffset)
                try coder.field("log_append_time_ms", &logAppendTime)
                try coder.field("log_start_offset", &logStartOffset, in: 5...)
                try coder.field("record_errors", &recordErrors, in: 8...)
                try coder.field("error_message", &errorMessage, in: 8...)
                try coder.tagged(0, "current_leader", &currentLeader, in: 10...)
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
            try coder.field("partition_responses", &partitions)
        }
    }

    /// A broker, and where to connect to it.
    package struct Endpoint: WireStructure, Hashable {
        package var nodeID: Int32 = 0
        package var host: String = ""
        package var port: Int32 = 0
        package var rack: String?

        package init() {}

        package init(
            nodeID: Int32 = 0, host: String = "", port: Int32 = 0, rack: String? = nil
        ) {
            self.nodeID = nodeID
            self.host = host
            self.port = port
            self.rack = rack
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("node_id", &nodeID)
            try coder.field("host", &host)
            try coder.field("port", &port)
            try coder.field("rack", &rack)
        }
    }

    package var topics: [Topic] = []
    package var throttle: Duration = .zero
    /// Where the leaders named above are (KIP-951).
    package var nodeEndpoints: [Endpoint]?

    package init() {}

    package init(
        topics: [Topic] = [], throttle: Duration = .zero, nodeEndpoints: [Endpoint]? = nil
    ) {
        self.topics = topics
        self.throttle = throttle
        self.nodeEndpoints = nodeEndpoints
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("responses", &topics)
        try coder.field("throttle_time_ms", &throttle)
        try coder.tagged(0, "node_endpoints", &nodeEndpoints, in: 10...)
    }
}
