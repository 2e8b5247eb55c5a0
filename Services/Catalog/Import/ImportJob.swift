import CatalogAPI
import MeshCore

/// An import as the store knows it.
struct ImportJob: Equatable, Sendable {
    let number: Int64
    let id: String
    let format: RecordFormat
    let mode: ImportReport.Mode
    let state: ImportReport.State
    /// The columns of CSV, once the header was taken.
    let columns: CSVColumns?
    /// The place in the file behind the last row that was taken.
    let position: FilePosition
    let tally: ImportTally
    let startedAt: Timestamp
    let updatedAt: Timestamp

    /// What its sender is told.
    func report(_ failures: [FailedRow]) -> ImportReport {
        ImportReport(
            id: id, state: state, mode: mode, bytes: position.bytes, rows: tally.rows, created: tally.created,
            updated: tally.updated, unchanged: tally.unchanged, failed: tally.failed, errors: failures,
            startedAt: startedAt, updatedAt: updatedAt)
    }
}
