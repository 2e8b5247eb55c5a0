/// Tells the coordinator that a member lives, and asks whether its generation does.
package struct HeartbeatRequest: KafkaRequest {
    package typealias Response = HeartbeatResponse
    package static let api = KafkaAPI.heartbeat

    package var groupID: String = ""
    package var generationID: Int32 = 0
    package var memberID: String = ""
    package var groupInstanceID: String?

    package init() {}

    package init(
        groupID: String = "", generationID: Int32 = 0, memberID: String = "", groupInstanceID: String? = nil
    ) {
        self.groupID = groupID
        self.generationID = generationID
        self.memberID = memberID
        self.groupInstanceID = groupInstanceID
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("group_id", &groupID)
        try coder.field("generation_id", &generationID)
        try coder.field("member_id", &memberID)
        try coder.field("group_instance_id", &groupInstanceID, in: 3...)
    }
}
