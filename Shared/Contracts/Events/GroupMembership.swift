package import MeshCore

/// What a member of a group is to read now.
package struct GroupMembership: Codable, Sendable, Equatable {
    /// The member's id, by which it goes on.
    package var member: String
    /// In which generation it commits; it grows whenever partitions change hands.
    package var generation: Int32
    package var partitions: [PartitionPosition]

    package init(member: String, generation: Int32, partitions: [PartitionPosition]) {
        self.member = member
        self.generation = generation
        self.partitions = partitions
    }
}

extension GroupMembership: Described {
    package static let schema = JSONSchema.object(
        "GroupMembership", description: "What a member of a group is to read now.",
        [
            .required("member", EventsFields.member),
            .required("generation", EventsFields.generation),
            .required(
                "partitions",
                .array(of: PartitionPosition.schema, description: "Its partitions, and what the group has committed.")),
        ])
}
