package import MeshCore

/// What a saved report said at a moment: `POST /v1/reports/saved/{report}/snapshots`.
package struct ReportSnapshot: Codable, Sendable, Equatable {
    /// Counted from 1 for each report.
    package var number: Int64
    package var report: String
    package var takenAt: Timestamp
    /// Everything that was taken in before this is counted.
    package var watermark: Timestamp
    /// Whether every count of visitors is exact.
    package var exact: Bool
    package var rowCount: Int

    package init(
        number: Int64, report: String, takenAt: Timestamp, watermark: Timestamp, exact: Bool, rowCount: Int
    ) {
        self.number = number
        self.report = report
        self.takenAt = takenAt
        self.watermark = watermark
        self.exact = exact
        self.rowCount = rowCount
    }
}

extension ReportSnapshot: Described {
    package static let schema = JSONSchema.object(
        "ReportSnapshot", description: "What a saved report said at a moment.",
        [
            .required("number", .integer(1...)), .required("report", ReportingFields.report),
            .required("takenAt", Timestamp.schema),
            .required("watermark", Timestamp.schema.describing("All that was taken in before is counted.")),
            .required("exact", .boolean(description: "Whether every count of visitors is exact.")),
            .required("rowCount", ReportingFields.count),
        ])
}
