/// What groups are doing.
package struct DescribeGroupsResponse: WireStructure, Hashable {
    /// A group, its state and its members.
    package struct Group: WireStructure, Hashable {
        /// A member, and what it reads.
        package struct Member: WireStructure, Hashable {
            package var id: String = ""
            package var groupInstanceID: String?
            package var clientID: String = ""
            package var clientHost: String = ""
            package var metadata: ArraySlice<UInt8> = []
            package var assignment: ArraySlice<UInt8> = []

            package init() {}

            package init(
                id: String = "", groupInstanceID: String? = nil, clientID: String = "", clientHost: String = "",
                metadata: ArraySlice<UInt8> = [], assignment: ArraySlice<UInt8> = []
            ) {
                self.id = id
                self.groupInstanceID = groupInstanceID
                self.clientID = clientID
                self.clientHost = clientHost
                self.metadata = metadata
                self.assignment = assignment
            }

            package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
                try coder.field("member_id", &id)
                try coder.field("group_instance_id", &groupInstanceID, in: 4...)
                try coder.field("client_id", &clientID)
                try coder.field("client_host", &clientHost)
                try coder.field("member_metadata", &metadata)
                try coder.field("member_assignment", &assignment)
            }
        }

        package var error: KafkaErrorCode = .none
        package var id: String = ""
        /// `Empty`, `PreparingRebalance`, `CompletingRebalance`, `Stable`, `Dead`.
        package var state: String = ""
        package var protocolType: String = ""
        package var protocolName: String = ""
        package var members: [Member] = []
        /// A bit for each operation; the least number where it was not asked for.
        package var authorizedOperations: Int32 = .min

        package init() {}

        package init(
            error: KafkaErrorCode = .none, id: String = "", state: String = "", protocolType: String = "",
            protocolName: String = "", members: [Member] = [], authorizedOperations: Int32 = .min
        ) {
            self.error = error
            self.id = id
            self.state = state
            self.protocolType = protocolType
            self.protocolName = protocolName
            self.members = members
            self.authorizedOperations = authorizedOperations
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("error_code", &error)
            try coder.field("group_id", &id)
            try coder.field("group_state", &state)
            try coder.field("protocol_type", &protocolType)
            try coder.field("protocol_data", &protocolName)
            try coder.field("members", &members)
            try coder.field("authorized_operations", &authorizedOperations, in: 3...)
        }
    }

    package var throttle: Duration = .zero
    package var groups: [Group] = []

    package init() {}

    package init(
        throttle: Duration = .zero, groups: [Group] = []
    ) {
        self.throttle = throttle
        self.groups = groups
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle, in: 1...)
        try coder.field("groups", &groups)
    }
}
