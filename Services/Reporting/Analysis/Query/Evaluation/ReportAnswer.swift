package import MeshCore

/// What reports answer.
package struct ReportAnswer: Hashable, Sendable {
    package let query: ReportQuery
    package let range: Range<Timestamp>
    /// Of the page that was asked for.
    package let rows: [ReportRow]
    /// Of all pages.
    package let rowCount: Int
    package let timeLabels: [String]
    /// Whether every count of visitors is exact; all other counts are always.
    package let isExact: Bool
    /// Up to when all events are counted.
    package let watermark: Timestamp
}
