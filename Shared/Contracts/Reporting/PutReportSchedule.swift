package import MeshCore

/// When a saved report is made, and where its files go: `PUT /v1/reports/saved/{report}/schedules/{name}`.
package struct PutReportSchedule: Codable, Sendable, Equatable {
    /// In the orchestrator's words: `rate(…)`, `cron(…)`, `at(…)`.
    package var expression: String
    /// The zone of the expression; `UTC` where nothing else is said.
    package var timeZone: String?
    package var formats: [DeliveryFormat]
    package var destinations: [ReportDestination]
    /// False: it stays as it is, and is not run. True where nothing is said.
    package var enabled: Bool?

    package init(
        expression: String, timeZone: String? = nil, formats: [DeliveryFormat], destinations: [ReportDestination],
        enabled: Bool? = nil
    ) {
        self.expression = expression
        self.timeZone = timeZone
        self.formats = formats
        self.destinations = destinations
        self.enabled = enabled
    }
}

extension PutReportSchedule: Described {
    package static let schema = JSONSchema.object(
        "PutReportSchedule", description: "When a saved report is made, and where its files go.",
        [
            .required("expression", ReportingFields.expression),
            .optional("timeZone", ReportingFields.scheduleZone.defaulting(to: "UTC")),
            .required("formats", ReportingFields.formats),
            .required("destinations", ReportingFields.destinations),
            .optional("enabled", .boolean(description: "Whether it is run.").defaulting(to: true)),
        ])
}
