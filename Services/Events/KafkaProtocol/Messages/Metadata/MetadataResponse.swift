/// The brokers, and the topics with the leaders of their partitions.
package struct MetadataResponse: WireStructure, Hashable {
    /// A broker, and where to connect to it.
    package struct Broker: WireStructure, Hashable {
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
            try coder.field("rack", &rack, in: 1...)
        }
    }

    /// A topic with its partitions.
    package struct Topic: WireStructure, Hashable {
        /// A partition, and who leads and keeps it.
        package struct Partition: WireStructure, Hashable {
            package var error: KafkaErrorCode = .none
            package var index: Int32 = 0
            /// -1 while there is none.
            package var leaderID: Int32 = 0
            package var leaderEpoch: Int32 = -1
            package var replicaNodes: [Int32] = []
            /// The replicas that have all that is acknowledged.
            package var inSyncNodes: [Int32] = []
            package var offlineReplicas: [Int32] = []

            package init() {}

            package init(
                error: KafkaErrorCode = .none, index: Int32 = 0, leaderID: Int32 = 0, leaderEpoch: Int32 = -1,
                replicaNodes: [Int32] = [], inSyncNodes: [Int32] = [], offlineReplicas: [Int32] = []
            ) {
                self.error = error
                self.index = index
                self.leaderID = leaderID
                self.leaderEpoch = leaderEpoch
                self.replicaNodes = replicaNodes
                self.inSyncNodes = inSyncNodes
                self.offlineReplicas = offlineReplicas
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("error_code", &error)
                try coder.field("partition_index", &index)
                try coder.field("leader_id", &leaderID)
                try coder.field("leader_epoch", &leaderEpoch, in: 7...)
                try coder.field("replica_nodes", &replicaNodes)
                try coder.field("isr_nodes", &inSyncNodes)
                try coder.field("offline_replicas", &offlineReplicas, in: 5...)
            }
        }

        package var error: KafkaErrorCode = .none
        package var name: String?
        package var topicID: WireUUID = .zero
        package var isInternal: Bool = false
        package var partitions: [Partition] = []
        /// A bit for each operation; the least number where it was not asked for.
        package var authorizedOperations: Int32 = .min

        package init() {}

        package init(
            error: KafkaErrorCode = .none, name: String? = nil, topicID: WireUUID = .zero, isInternal: Bool = false,
            partitions: [Partition] = [], authorizedOperations: Int32 = .min
        ) {
            self.error = error
            self.name = name
            self.topicID = topicID
            self.isInternal = isInternal
            self.partitions = partitions
            self.authorizedOperations = authorizedOperations
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("error_code", &error)
            try coder.field("name", &name, nullable: 12..., empty: "")
            try coder.field("topic_id", &topicID, in: 10...)
            try coder.field("is_internal", &isInternal, in: 1...)
            try coder.field("partitions", &partitions)
            try coder.field("topic_authorized_operations", &authorizedOperations, in: 8...)
        }
    }

    package var throttle: Duration = .zero
    package var brokers: [Broker] = []
    package var clusterID: String?
    /// The broker that makes topics; -1 where there is none.
    package var controllerID: Int32 = -1
    package var topics: [Topic] = []
    /// A bit for each operation; the least number where it was not asked for.
    package var clusterAuthorizedOperations: Int32 = .min

    package init() {}

    package init(
        throttle: Duration = .zero, brokers: [Broker] = [], clusterID: String? = nil, controllerID: Int32 = -1,
        topics: [Topic] = [], clusterAuthorizedOperations: Int32 = .min
    ) {
        self.throttle = throttle
        self.brokers = brokers
        self.clusterID = clusterID
        self.controllerID = controllerID
        self.topics = topics
        self.clusterAuthorizedOperations = clusterAuthorizedOperations
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle, in: 3...)
        try coder.field("brokers", &brokers)
        try coder.field("cluster_id", &clusterID, in: 2...)
        try coder.field("controller_id", &controllerID, in: 1...)
        try coder.field("topics", &topics)
        try coder.field("cluster_authorized_operations", &clusterAuthorizedOperations, in: 8...10)
    }
}
