/// Brings the leader's assignment, and waits for one's own.
package struct SyncGroupRequest: KafkaRequest {
    package typealias Response = SyncGroupResponse
    package static let api = KafkaAPI.syncGroup

    /// What a member gets.
    package struct Assignment: WireStructure, Hashable {
        package var memberID: String = ""
        package var assignment: ArraySlice<UInt8> = []

        package init() {}

        package init(
            memberID: String = "", assignment: ArraySlice<UInt8> = []
        ) {
            self.memberID = memberID
            self.assignment = assignment
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("member_id", &memberID)
            try coder.field("assignment", &assignment)
        }
    }

    package var groupID: String = ""
    package var generationID: Int32 = 0
    package var memberID: String = ""
    package var groupInstanceID: String?
    package var protocolType: String?
    package var protocolName: String?
    /// Only from the leader.
    package var assignments: [Assignment] = []

    package init() {}

    package init(
        groupID: String = "", generationID: Int32 = 0, memberID: String = "", groupInstanceID: String? = nil,
        protocolType: String? = nil, protocolName: String? = nil, assignments: [Assignment] = []
    ) {
        self.groupID = groupID
        self.generationID = generationID
        self.memberID = memberID
        self.groupInstanceID = groupInstanceID
        self.protocolType = protocolType
        self.protocolName = protocolName
        self.assignments = assignments
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("group_id", &groupID)
        try coder.field("generation_id", &generationID)
        try coder.field("member_id", &memberID)
        try coder.field("group_instance_id", &groupInstanceID, in: 3...)
        try coder.field("protocol_type", &protocolType, in: 5...)
        try coder.field("protocol_name", &protocolName, in: 5...)
        try coder.field("assignments", &assignments)
    }
}
