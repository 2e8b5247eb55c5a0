/// Which groups are forgotten.
package struct DeleteGroupsResponse: WireStructure, Hashable {
    /// The outcome for a group.
    package struct Group: WireStructure, Hashable {
        package var id: String = ""
        package var error: KafkaErrorCode = .none

        package init() {}

        package init(
            id: String = "", error: KafkaErrorCode = .none
        ) {
            self.id = id
            self.error = error
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("group_id", &id)
            try coder.field("error_code", &error)
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
        try coder.field("throttle_time_ms", &throttle)
        try coder.field("results", &groups)
    }
}
