/// The rows of a chunk on their way to the store.
struct ImportBatchInput: Sendable {
    let rows: [ImportedRow]
    /// The place in the file before them.
    let start: FilePosition
    /// The place in the file behind them.
    let end: FilePosition
    /// The columns of CSV.
    let columns: CSVColumns?
}
