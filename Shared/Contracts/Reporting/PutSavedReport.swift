package import MeshCore

/// A report that is kept to be asked for again: `PUT /v1/reports/saved/{report}`.
package struct PutSavedReport: Codable, Sendable, Equatable {
    package var title: String
    package var question: StatsQuestion

    package init(title: String, question: StatsQuestion) {
        self.title = title
        self.question = question
    }
}

extension PutSavedReport: Described {
    package static let schema = JSONSchema.object(
        "PutSavedReport", description: "A report that is kept to be asked for again.",
        [
            .required("title", ReportingFields.title), .required("question", StatsQuestion.schema),
        ])
}
