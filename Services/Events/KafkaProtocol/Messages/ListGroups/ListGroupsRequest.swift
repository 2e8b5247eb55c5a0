/// Asks which groups there are.
package struct ListGroupsRequest: KafkaRequest {
    package typealias Response = ListGroupsResponse
    package static let api = KafkaAPI.listGroups

    /// All, where empty.
    package var states: [String] = []

    package init() {}

    package init(
        states: [String] = []
    ) {
        self.states = states
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("states_filter", &states, in: 4...)
    }
}
