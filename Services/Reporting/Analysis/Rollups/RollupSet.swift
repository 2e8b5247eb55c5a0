package import MeshCore

/// Dimensions for whose values sums are kept ready.
package struct RollupSet: Hashable, Sendable {
    package let dimensions: [Dimension]

    package init(_ dimensions: [Dimension]) {
        self.dimensions = dimensions
    }

    /// Whether a scan's groups can be made of this set's.
    ///
    /// Dimensions of visits can be left out afterwards, as a visit has one value of each. Those of events cannot: a visit
    /// that saw two pages would count twice. So the set's dimensions of events have to be the scan's, and the filter must not ask for
    /// them.
    package func answers(_ scan: ReportScan) -> Bool {
        guard Set(scan.dimensions).isSubset(of: dimensions),
            dimensions.allSatisfy({ $0.scope == .visit || scan.dimensions.contains($0) })
        else { return false }
        return scan.filter?.takesVisit { $0.scope == .visit && dimensions.contains($0) ? Dimension.none : nil } != nil
            || scan.filter == nil
    }

    /// The smallest of some sets that answers a scan.
    package static func best(for scan: ReportScan, among sets: [RollupSet]) -> RollupSet? {
        sets.filter { $0.answers(scan) }.min { $0.dimensions.count < $1.dimensions.count }
    }

    /// What is scanned to fill the set's rollups.
    ///
    /// - Parameter range: Whole buckets.
    /// - Throws: ``QueryLimitError`` when there are too many buckets at once.
    package func filling(
        _ range: Range<Timestamp>, by grain: CalendarGrain, in calendar: SiteCalendar,
        accuracy: DistinctCount.Accuracy = .init()
    ) throws(QueryLimitError) -> ReportScan {
        ReportScan(
            range: range, buckets: try CalendarBuckets(of: range, by: grain, in: calendar), dimensions: dimensions,
            accuracy: accuracy)
    }
}
