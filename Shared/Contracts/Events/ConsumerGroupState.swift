package import MeshCore

/// A group of consumers: `GET /v1/groups/{group}`.
package struct ConsumerGroupState: Codable, Sendable, Equatable {
    package var name: String
    /// Who takes part over HTTP.
    package var members: [GroupMembership]
    /// What the group has committed.
    package var committed: [PartitionPosition]

    package init(name: String, members: [GroupMembership], committed: [PartitionPosition]) {
        self.name = name
        self.members = members
        self.committed = committed
    }
}

extension ConsumerGroupState: Described {
    package static let schema = JSONSchema.object(
        "ConsumerGroupState", description: "A group of consumers.",
        [
            .required("name", EventsFields.group),
            .required("members", .array(of: GroupMembership.schema, description: "Who takes part over HTTP.")),
            .required("committed", .array(of: PartitionPosition.schema, description: "What the group has committed.")),
        ])
}
