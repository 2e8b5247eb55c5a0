/// The batches that were read.
package struct FetchResponse: WireStructure, Hashable {
    /// What was read from a topic.
    package struct Topic: WireStructure, Hashable {
        /// What was read from a partition.
        package struct Partition: WireStructure, Hashable {
            /// A transaction whose records are to be skipped.
            package struct AbortedTransaction: WireStructure, Hashable {
                package var producerID: Int64 = 0
                package var firstOffset: Int64 = 0

                package init() {}

                package init(
                    producerID: Int64 = 0, firstOffset: Int64 = 0
                ) {
                    self.producerID = producerID
                    self.firstOffset = firstOffset
                }

                package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                    try coder.field("producer_id", &producerID)
                    try coder.field("first_offset", &firstOffset)
                }
            }

            /// The end of an epoch.
            package struct EpochEnd: WireStructure, Hashable {
                package var epoch: Int32 = -1
                package var endOffset: Int64 = -1

                package init() {}

                package init(
                    epoch: Int32 = -1, endOffset: Int64 = -1
                ) {
                    self.epoch = epoch
                    self.endOffset = endOffset
                }

                package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                    try coder.field("epoch", &epoch)
                    try coder.field("end_offset", &endOffset)
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
            /// The offset behind the last record that is acknowledged.
            package var highWatermark: Int64 = -1
            /// The offset behind the last record of which no transaction is open.
            package var lastStableOffset: Int64 = -1
            /// The first offset that the partition has.
            package var logStartOffset: Int64 = -1
            /// For who reads only what is committed.
            package var abortedTransactions: [AbortedTransaction]?
            /// Where the consumer should rather read; -1 for here.
            package var preferredReadReplica: Int32 = -1
            /// Record batches; null and empty are both none.
            package var records: ArraySlice<UInt8>?
            /// Where the partition and the reader's memory of it part.
            package var divergingEpoch: EpochEnd?
            /// Who leads, for who asked another.
            package var currentLeader: Leader?

            package init() {}

            package init(
                index: Int32 = 0, error: KafkaErrorCode = .none, highWatermark: Int64 = -1,
                lastStableOffset: Int64 = -1, logStartOffset: Int64 = -1,
                abortedTransactions: [AbortedTransaction]? = nil, preferredReadReplica: Int32 = -1,
                records: ArraySlice<UInt8>? = nil, divergingEpoch: EpochEnd? = nil, currentLeader: Leader? = nil
            ) {
                self.index = index
                self.error = error
                self.highWatermark = highWatermark
                self.lastStableOffset = lastStableOffset
                self.logStartOffset = logStartOffset
                self.abortedTransactions = abortedTransactions
                self.preferredReadReplica = preferredReadReplica
                self.records = records
                self.divergingEpoch = divergingEpoch
                self.currentLeader = currentLeader
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("partition_index", &index)
                try coder.field("error_code", &error)
                try coder.field("high_watermark", &highWatermark)
                try coder.field("last_stable_offset", &lastStableOffset)
                try coder.field("log_start_offset", &logStartOffset, in: 5...)
                try coder.field("aborted_transactions", &abortedTransactions)
                try coder.field("preferred_read_replica", &preferredReadReplica, in: 11...)
                try coder.field("records", &records)
                try coder.tagged(0, "diverging_epoch", &divergingEpoch, in: 12...)
                try coder.tagged(1, "current_leader", &currentLeader, in: 12...)
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
    package var error: KafkaErrorCode = .none
    /// 0 where the broker keeps no session.
    package var sessionID: Int32 = 0
    package var topics: [Topic] = []

    package init() {}

    package init(
        throttle: Duration = .zero, error: KafkaErrorCode = .none, sessionID: Int32 = 0, topics: [Topic] = []
    ) {
        self.throttle = throttle
        self.error = error
        self.sessionID = sessionID
        self.topics = topics
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle)
        try coder.field("error_code", &error, in: 7...)
        try coder.field("session_id", &sessionID, in: 7...)
        try coder.field("responses", &topics)
    }
}
