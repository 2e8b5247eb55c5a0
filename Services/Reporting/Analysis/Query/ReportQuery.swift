package import MeshCore

/// A question to the reports, in the shape of Plausible's Stats API v2.
package struct ReportQuery: Hashable, Sendable {
    package let siteID: String
    /// At least one, each once.
    package let metrics: [Metric]
    package let range: DateRange
    package let dimensions: [QueryDimension]
    package let filter: ReportFilter?
    /// ``filter`` as it was written.
    package let writtenFilter: JSONValue
    package let order: [QueryOrder]
    package let comparison: RangeComparison?
    package let includes: Includes
    package let limit: Int
    package let offset: Int

    /// What an answer tells besides its rows.
    package struct Includes: OptionSet, Hashable, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// All buckets of the range, also those without rows.
        package static let timeLabels = Includes(rawValue: 1)
        /// How many rows there are, those of other pages among them.
        package static let totalRows = Includes(rawValue: 2)
    }

    /// How finely time divides the rows, where it does.
    package func grain(for range: Range<Timestamp>) -> CalendarGrain? {
        for case .time(let grain) in dimensions {
            if let grain { return grain }
            switch range.lowerBound.duration(to: range.upperBound) {
            case ...Duration.seconds(3600): return .minute
            case ...Duration.seconds(2 * 90_000): return .hour
            case ...Duration.seconds(93 * 86_400): return .day
            default: return .month
            }
        }
        return nil
    }

    /// The dimensions other than time.
    var values: [Dimension] {
        dimensions.compactMap {
            switch $0 {
            case .time: nil
            case .value(let dimension): dimension
            }
        }
    }
}
