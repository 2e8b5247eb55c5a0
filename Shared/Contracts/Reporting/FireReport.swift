package import MeshCore

/// What the orchestrator says when a schedule's time has come: `POST /internal/deliveries/{schedule}`.
package struct FireReport: Codable, Sendable, Equatable {
    /// The same for every attempt to tell of this time.
    package var firing: String
    package var scheduledAt: Timestamp

    package init(firing: String, scheduledAt: Timestamp) {
        self.firing = firing
        self.scheduledAt = scheduledAt
    }
}

extension FireReport: Described {
    package static let schema = JSONSchema.object(
        "FireReport", description: "What the orchestrator says when a schedule's time has come.",
        [
            .required("firing", .string(1...64, pattern: "^[A-Za-z0-9_-]+$")),
            .required("scheduledAt", Timestamp.schema),
        ])
}
