import MeshDocuments
import MeshTables

/// Makes files of reports.
struct ReportPrinter: Sendable {
    private let page: ReportPage

    /// - Throws: When the page's template is broken: a fault of the program.
    init() throws {
        page = try ReportPage()
    }

    /// A file of a report; the same report makes the same bytes. On a thread of the pool, because it takes milliseconds.
    ///
    /// - Throws: `PDFFailure`, `SpreadsheetFailure`.
    @concurrent func file(_ report: FrozenReport, as format: ReportFormat) async throws -> [UInt8] {
        switch format {
        case .csv: Array(report.csv.utf8)
        case .html: Array(page.html(report.paper).utf8)
        case .pdf: try report.paper.pdf()
        case .xlsx: try Spreadsheet.bytes(report.table)
        case .parquet: ParquetFile.bytes(report.table)
        }
    }
}
