package import MeshCore

/// The runs of a schedule, the newest first: `GET /v1/reports/saved/{report}/schedules/{name}/runs`.
package struct ReportRunList: Codable, Sendable, Equatable {
    package var items: [ReportRun]

    package init(items: [ReportRun]) {
        self.items = items
    }
}

extension ReportRunList: Described {
    package static let schema = JSONSchema.object(
        "ReportRunList", description: "The runs of a schedule, the newest first.",
        [.required("items", .array(of: ReportRun.schema, count: 0...ReportingFields.mostRuns))])
}
