/// Leaves a group, or takes members out of it.
package struct LeaveGroupRequest: KafkaRequest {
    package typealias Response = LeaveGroupResponse
    package static let api = KafkaAPI.leaveGroup

    /// One who leaves.
    package struct Member: WireStructure, Hashable {
        package var id: String = ""
        package var groupInstanceID: String?
        package var reason: String?

        package init() {}

        package init(
            id: String = "", groupInstanceID: String? = nil, reason: String? = nil
        ) {
            self.id = id
            self.groupInstanceID = groupInstanceID
            self.reason = reason
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("member_id", &id)
            try coder.field("group_instance_id", &groupInstanceID)
            try coder.field("reason", &reason, in: 5...)
        }
    }

    package var groupID: String = ""
    package var memberID: String = ""
    package var members: [Member] = []

    package init() {}

    package init(
        groupID: String = "", memberID: String = "", members: [Member] = []
    ) {
        self.groupID = groupID
        self.memberID = memberID
        self.members = members
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("group_id", &groupID)
        try coder.field("member_id", &memberID, in: 0...2)
        try coder.field("members", &members, in: 3...)
    }
}
