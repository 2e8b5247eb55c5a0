import MeshCore
import MeshTables
import ReportAnalysis

/// All that the files of a report are made of, so that they are the same whenever they are made.
struct FrozenReport: Hashable, Sendable, Codable {
    let paper: ReportPaper
    let table: DataTable
    let csv: String
    /// Everything that was taken in before this is counted.
    let watermark: Timestamp
    /// Whether every count of visitors is exact.
    let isExact: Bool

    var rowCount: Int { table.rows.count }

    /// - Parameter title: The heading, if the report has one of its own.
    init(_ answer: ReportAnswer, title: String? = nil) {
        paper = ReportPaper(answer, title: title)
        table = answer.table(named: title ?? answer.query.siteID)
        csv = answer.csv
        watermark = answer.watermark
        isExact = answer.isExact
    }
}
