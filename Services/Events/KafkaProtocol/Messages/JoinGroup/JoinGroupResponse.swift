/// The generation that has been formed, and to its leader the members.
package struct JoinGroupResponse: WireStructure, Hashable {
    /// A member of the generation.
    package struct Member: WireStructure, Hashable {
        package var id: String = ""
        package var groupInstanceID: String?
        package var metadata: ArraySlice<UInt8> = []

        package init() {}

        package init(
            id: String = "", groupInstanceID: String? = nil, metadata: ArraySlice<UInt8> = []
        ) {
            self.id = id
            self.groupInstanceID = groupInstanceID
            self.metadata = metadata
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("member_id", &id)
            try coder.field("group_instance_id", &groupInstanceID, in: 5...)
            try coder.field("metadata", &metadata)
        }
    }

    package var throttle: Duration = .zero
    package var error: KafkaErrorCode = .none
    package var generationID: Int32 = -1
    package var protocolType: String?
    /// The way of assignment that was chosen.
    package var protocolName: String?
    package var leader: String = ""
    /// Whether the leader must not assign anew (KIP-814).
    package var skipAssignment: Bool = false
    package var memberID: String = ""
    /// Only for the leader.
    package var members: [Member] = []

    package init() {}

    package init(
        throttle: Duration = .zero, error: KafkaErrorCode = .none, generationID: Int32 = -1,
        protocolType: String? = nil, protocolName: String? = nil, leader: String = "", skipAssignment: Bool = false,
        memberID: String = "", members: [Member] = []
    ) {
        self.throttle = throttle
        self.error = error
        self.generationID = generationID
        self.protocolType = protocolType
        self.protocolName = protocolName
        self.leader = leader
        self.skipAssignment = skipAssignment
        self.memberID = memberID
        self.members = members
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle, in: 2...)
        try coder.field("error_code", &error)
        try coder.field("generation_id", &generationID)
        try coder.field("protocol_type", &protocolType, in: 7...)
        try coder.field("protocol_name", &protocolName, nullable: 7..., empty: "")
        try coder.field("leader", &leader)
        try coder.field("skip_assignment", &skipAssignment, in: 9...)
        try coder.field("member_id", &memberID)
        try coder.field("members", &members)
    }
}
