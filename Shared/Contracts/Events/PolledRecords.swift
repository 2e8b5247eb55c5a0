package import MeshCore

/// Records of a member's partitions.
package struct PolledRecords: Codable, Sendable, Equatable {
    /// What the member is to read from now on.
    package var membership: GroupMembership
    /// The partitions of which there was something.
    package var partitions: [PolledPartition]

    package init(membership: GroupMembership, partitions: [PolledPartition]) {
        self.membership = membership
        self.partitions = partitions
    }
}

extension PolledRecords: Described {
    package static let schema = JSONSchema.object(
        "PolledRecords", description: "Records of a member's partitions.",
        [
            .required("membership", GroupMembership.schema),
            .required("partitions", .array(of: PolledPartition.schema)),
        ])
}
