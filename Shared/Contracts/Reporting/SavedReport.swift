package import MeshCore

/// A report that is kept to be asked for again: `GET /v1/reports/saved/{report}`.
package struct SavedReport: Codable, Sendable, Equatable {
    package var id: String
    package var site: String
    package var title: String
    package var question: StatsQuestion
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: String, site: String, title: String, question: StatsQuestion, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.site = site
        self.title = title
        self.question = question
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension SavedReport: Described {
    package static let schema = JSONSchema.object(
        "SavedReport", description: "A report that is kept to be asked for again.",
        [
            .required("id", ReportingFields.report), .required("site", .string()),
            .required("title", ReportingFields.title), .required("question", StatsQuestion.schema),
            .required("createdAt", Timestamp.schema), .required("updatedAt", Timestamp.schema),
        ])
}
