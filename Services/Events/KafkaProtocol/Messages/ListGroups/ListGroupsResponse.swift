/// Which groups there are.
package struct ListGroupsResponse: WireStructure, Hashable {
    /// A group.
    package struct Group: WireStructure, Hashable {
        package var id: String = ""
        package var protocolType: String = ""
        package var state: String = ""

        package init() {}

        package init(
            id: String = "", protocolType: String = "", state: String = ""
        ) {
            self.id = id
            self.protocolType = protocolType
            self.state = state
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("group_id", &id)
            try coder.field("protocol_type", &protocolType)
            try coder.field("group_state", &state, in: 4...)
        }
    }

    package var throttle: Duration = .zero
    package var error: KafkaErrorCode = .none
    package var groups: [Group] = []

    package init() {}

    package init(
        throttle: Duration = .zero, error: KafkaErrorCode = .none, groups: [Group] = []
    ) {
        self.throttle = throttle
        self.error = error
        self.groups = groups
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("throttle_time_ms", &throttle, in: 1...)
        try coder.field("error_code", &error)
        try coder.field("groups", &groups)
    }
}
