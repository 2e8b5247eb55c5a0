package import MeshCore

/// What became of one time of a schedule: `GET /v1/reports/saved/{report}/schedules/{name}/runs`.
package struct ReportRun: Codable, Sendable, Equatable {
    /// How far it is.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// Its snapshot is to be taken, or files are on their way.
        case running
        /// Every file is where it was to go.
        case delivered
        /// It has ended, and something is not where it was to go.
        case failed
    }

    /// The firing's id: the same firing is the same run.
    package var id: String
    package var scheduledAt: Timestamp
    package var state: State
    /// The number of its snapshot, once that is taken.
    package var snapshot: Int64?
    /// Why there is no snapshot.
    package var problem: String?
    package var files: [FileDelivery]

    package init(
        id: String, scheduledAt: Timestamp, state: State, snapshot: Int64? = nil, problem: String? = nil,
        files: [FileDelivery]
    ) {
        self.id = id
        self.scheduledAt = scheduledAt
        self.state = state
        self.snapshot = snapshot
        self.problem = problem
        self.files = files
    }
}

extension ReportRun: Described {
    package static let schema = JSONSchema.object(
        "ReportRun", description: "What became of one time of a schedule.",
        [
            .required("id", .string(1...64, description: "The firing's id: the same firing is the same run.")),
            .required("scheduledAt", Timestamp.schema), .required("state", .enumeration(State.self)),
            .optional("snapshot", .integer(1...)),
            .optional("problem", .string(description: "Why there is no snapshot.")),
            .required("files", .array(of: FileDelivery.schema)),
        ])
}
