import MeshCore
import ReportAnalysis

/// A report as people read it: what it tells, a chart, and a table of texts.
///
/// It knows nothing of the moment in which it is made, so the same answer makes the same paper.
struct ReportPaper: Hashable, Sendable, Codable {
    struct Column: Hashable, Sendable, Codable {
        let title: String
        let isNumber: Bool
    }

    let title: String
    /// Of what and when, how fresh and how exact.
    let facts: [String]
    let columns: [Column]
    let rows: [[String]]
    /// Nil for a report without dimensions, or whose first metric cannot be drawn.
    let chart: ReportChart?
    /// The latest event that it may count, in ISO 8601.
    let date: String

    /// - Parameter title: Its heading; the site's and the metrics' names without one.
    init(_ answer: ReportAnswer, title: String?) {
        let metrics = answer.query.metrics
        self.title = title ?? "\(answer.query.siteID): \(metrics.map(ReportWords.title).joined(separator: ", "))"
        date = answer.watermark.description
        var facts = [
            "Site \(answer.query.siteID), from \(answer.range.lowerBound) until \(answer.range.upperBound)",
            "Counts everything that was taken in before \(date)",
        ]
        if !answer.isExact { facts.append("Visitors are counted approximately, all else exactly") }
        if answer.rows.count < answer.rowCount { facts.append("\(answer.rows.count) of \(answer.rowCount) rows") }
        self.facts = facts
        columns =
            answer.query.dimensions.map { Column(title: ReportWords.title($0), isNumber: false) }
            + metrics.map { Column(title: ReportWords.title($0), isNumber: true) }
        rows = answer.rows.map { row in
            row.dimensions.map { $0.isEmpty ? "(none)" : $0 }
                + zip(metrics, row.metrics).map { ReportWords.text($1, of: $0) }
        }
        chart = ReportChart(answer)
    }
}
