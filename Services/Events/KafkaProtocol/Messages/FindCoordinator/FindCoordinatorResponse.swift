/// Which broker coordinates a group.
package struct FindCoordinatorResponse: WireStructure, Hashable {
    /// The coordinator of one of several groups.
    package struct Coordinator: WireStructure, Hashable {
        package var key: String = ""
        package var nodeID: Int32 = 0
        package var host: String = ""
        package var port: Int32 = 0
        package var error: KafkaErrorCode = .none
        package var errorMessage: String?

        package init() {}

        package init(
            key: String = "", nodeID: Int32 = 0, host: String = "", port: Int32 = 0, error: KafkaErrorCode = .none,
            errorMessage: String? = nil
        ) {
            self.key = key
            self.nodeID = nodeID
            self.host = host
            self.port = port
            self.error = error
            self.errorMessage = errorMessage
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("key", &key)
            try coder.field("node_id", &nodeID)
            try coder.field("host", &host)
            try coder.field("port", &port)
            try coder.field("error_code", &error)
            try coder.field("error_message", &errorMessage)
        }
    }

    package var throttle: Duration = .zero
    package var error: KafkaErrorCode = .none
    package var errorMessage: String?
    package var nodeID: Int32 = 0
    package var host: String = ""
    package var port: Int32 = 0
    package var coordinators: [Coordinator] = []

    package init() {}

    package init(
        throttle: Duration = .zero, error: KafkaErrorCode = .none, errorMessage: String? = nil, nodeID: Int32 = 0,
        host: String = "", port: Int32 = 0, coordinators: [Coordinator] = []
    ) {
        self.throttle = throttle
        self.error = error
        self.errorMessage = errorMessage
        self.nodeID = nodeID
        self.host = host
        self.port = port
        self.coordinators = coordinators
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle, in: 1...)
        try coder.field("error_code", &error, in: 0...3)
        try coder.field("error_message", &errorMessage, in: 1...3)
        try coder.field("node_id", &nodeID, in: 0...3)
        try coder.field("host", &host, in: 0...3)
        try coder.field("port", &port, in: 0...3)
        try coder.field("coordinators", &coordinators, in: 4...)
    }
}
