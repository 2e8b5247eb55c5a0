package import MeshCore

/// Takes part in a group: `POST /v1/groups/{group}/members`.
package struct JoinGroup: Codable, Sendable, Equatable {
    /// The topics whose partitions the member will share with the others.
    package var topics: [String]
    /// How long the member may be silent before its partitions go to others; 30 when it is absent.
    package var sessionSeconds: Int64?

    package init(topics: [String], sessionSeconds: Int64? = nil) {
        self.topics = topics
        self.sessionSeconds = sessionSeconds
    }
}

extension JoinGroup: Described {
    package static let schema = JSONSchema.object(
        "JoinGroup", description: "Takes part in a group of consumers.",
        [
            .required("topics", .array(of: EventsFields.topic, count: 1...100, unique: true)),
            .optional(
                "sessionSeconds",
                .integer(
                    1...3600,
                    description: "How long the member may be silent before its partitions go to others; 30 if absent.")
            ),
        ])
}
