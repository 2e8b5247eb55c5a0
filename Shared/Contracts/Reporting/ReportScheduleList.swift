package import MeshCore

/// The schedules of a saved report: `GET /v1/reports/saved/{report}/schedules`.
package struct ReportScheduleList: Codable, Sendable, Equatable {
    package var items: [ReportSchedule]

    package init(items: [ReportSchedule]) {
        self.items = items
    }
}

extension ReportScheduleList: Described {
    package static let schema = JSONSchema.object(
        "ReportScheduleList", description: "The schedules of a saved report.",
        [.required("items", .array(of: ReportSchedule.schema, count: 0...ReportingFields.mostSchedules))])
}
