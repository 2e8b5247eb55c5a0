/// libzip could not pack the workbook: memory ran out.
package struct SpreadsheetFailure: Error, Sendable, Equatable {
    /// libzip's own words.
    package let detail: String
}
