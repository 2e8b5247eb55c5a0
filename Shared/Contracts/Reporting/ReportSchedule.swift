package import MeshCore

/// When a saved report is made, and where its files go: `GET /v1/reports/saved/{report}/schedules/{name}`.
package struct ReportSchedule: Codable, Sendable, Equatable {
    /// Whether the orchestrator runs it.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// The orchestrator has it as it stands here.
        case active
        /// The orchestrator is to be told yet.
        case pending
        /// The orchestrator does not take it; ``ReportSchedule/problem`` says why.
        case refused
    }

    package var name: String
    package var report: String
    package var expression: String
    package var timeZone: String
    package var formats: [DeliveryFormat]
    package var destinations: [ReportDestination]
    package var enabled: Bool
    package var state: State
    package var problem: String?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        name: String, report: String, expression: String, timeZone: String, formats: [DeliveryFormat],
        destinations: [ReportDestination], enabled: Bool, state: State, problem: String? = nil, createdAt: Timestamp,
        updatedAt: Timestamp
    ) {
        self.name = name
        self.report = report
        self.expression = expression
        self.timeZone = timeZone
        self.formats = formats
        self.destinations = destinations
        self.enabled = enabled
        self.state = state
        self.problem = problem
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension ReportSchedule: Described {
    package static let schema = JSONSchema.object(
        "ReportSchedule", description: "When a saved report is made, and where its files go.",
        [
            .required("name", ReportingFields.report), .required("report", ReportingFields.report),
            .required("expression", ReportingFields.expression), .required("timeZone", ReportingFields.scheduleZone),
            .required("formats", ReportingFields.formats), .required("destinations", ReportingFields.destinations),
            .required("enabled", .boolean(description: "Whether it is run.")),
            .required(
                "state", .enumeration(State.self, description: "Whether the orchestrator has it as it stands here.")),
            .optional("problem", .string(description: "Why the orchestrator does not take it.")),
            .required("createdAt", Timestamp.schema), .required("updatedAt", Timestamp.schema),
        ])
}
