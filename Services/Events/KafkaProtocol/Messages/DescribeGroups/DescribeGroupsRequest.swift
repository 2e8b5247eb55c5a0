/// Asks what groups are doing.
package struct DescribeGroupsRequest: KafkaRequest {
    package typealias Response = DescribeGroupsResponse
    package static let api = KafkaAPI.describeGroups

    package var groups: [String] = []
    package var includeAuthorizedOperations: Bool = false

    package init() {}

    package init(
        groups: [String] = [], includeAuthorizedOperations: Bool = false
    ) {
        self.groups = groups
        self.includeAuthorizedOperations = includeAuthorizedOperations
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("groups", &groups)
        try coder.field("include_authorized_operations", &includeAuthorizedOperations, in: 3...)
    }
}
