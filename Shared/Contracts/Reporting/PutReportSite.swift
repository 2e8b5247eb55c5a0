package import MeshCore

/// Says who may read a site's reports: `PUT /v1/reports/sites/{site}`.
package struct PutReportSite: Codable, Sendable, Equatable {
    /// Accounts, besides administrators.
    package var readers: [String]

    package init(readers: [String]) {
        self.readers = readers
    }
}

extension PutReportSite: Described {
    package static let schema = JSONSchema.object(
        "PutReportSite", description: "Says who may read a site's reports.",
        [.required("readers", ReportingFields.readers)])
}
