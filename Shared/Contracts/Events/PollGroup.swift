package import MeshCore

/// Reads records of a member's partitions: `POST /v1/groups/{group}/members/{member}/poll`.
package struct PollGroup: Codable, Sendable, Equatable {
    /// Where the member is in some of its partitions; in the others it goes on where the group has committed.
    package var positions: [PartitionPosition]?
    /// The most records; 100 when it is absent.
    package var limit: Int?
    /// How many milliseconds to wait for a record when there is none.
    package var wait: Int?

    package init(positions: [PartitionPosition]? = nil, limit: Int? = nil, wait: Int? = nil) {
        self.positions = positions
        self.limit = limit
        self.wait = wait
    }
}

extension PollGroup: Described {
    package static let schema = JSONSchema.object(
        "PollGroup", description: "Reads records of a member's partitions.",
        [
            .optional(
                "positions",
                .array(
                    of: PartitionPosition.schema, count: 0...EventsFields.mostPositions,
                    description: "Where the member is; where it says nothing it goes on at what is committed.")),
            .optional("limit", .integer(1...Int64(EventsFields.longestPage))),
            .optional("wait", .integer(0...Int64(EventsFields.longestWait))),
        ])
}
