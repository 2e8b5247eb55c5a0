/// Forgets groups and their offsets.
package struct DeleteGroupsRequest: KafkaRequest {
    package typealias Response = DeleteGroupsResponse
    package static let api = KafkaAPI.deleteGroups

    package var groups: [String] = []

    package init() {}

    package init(
        groups: [String] = []
    ) {
        self.groups = groups
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("groups_names", &groups)
    }
}
