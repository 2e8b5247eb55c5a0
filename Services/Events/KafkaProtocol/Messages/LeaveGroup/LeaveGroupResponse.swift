/// Who has left.
package struct LeaveGroupResponse: WireStructure, Hashable {
    /// One who was to leave.
    package struct Member: WireStructure, Hashable {
        package var id: String = ""
        package var groupInstanceID: String?
        package var error: KafkaErrorCode = .none

        package init() {}

        package init(
            id: String = "", groupInstanceID: String? = nil, error: KafkaErrorCode = .none
        ) {
            self.id = id
            self.groupInstanceID = groupInstanceID
            self.error = error
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("member_id", &id)
            try coder.field("group_instance_id", &groupInstanceID)
            try coder.field("error_code", &error)
        }
    }

    package var throttle: Duration = .zero
    package var error: KafkaErrorCode = .none
    package var members: [Member] = []

    package init() {}

    package init(
        throttle: Duration = .zero, error: KafkaErrorCode = .none, members: [Member] = []
    ) {
        self.throttle = throttle
        self.error = error
        self.members = members
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle, in: 1...)
        try coder.field("error_code", &error)
        try coder.field("members", &members, in: 3...)
    }
}
