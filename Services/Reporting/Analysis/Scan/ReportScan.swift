package import MeshCore

/// One pass over visits and events: which count, and what they are grouped by.
///
/// Two kinds of metrics are kept apart. *Events, pageviews, visitors, revenue and measured numbers* are of the events
/// that lie in the range and match. *Visits, their bounces, durations and pageviews, scroll depth and engagement* are of
/// the visits that begin in the range and have a matching event anywhere; such a visit counts as a whole in the bucket in
/// which it begins, and in the group of each of its matching events once. Both add up over time, so they can be rolled up.
package struct ReportScan: Hashable, Sendable {
    package let range: Range<Timestamp>
    /// Buckets over the range; nil when time is no group.
    package let buckets: CalendarBuckets?
    /// What rows are grouped by, besides time.
    package let dimensions: [Dimension]
    /// Nil when all count.
    package let filter: ReportFilter?
    package let needs: ScanNeeds
    package let accuracy: DistinctCount.Accuracy

    package init(
        range: Range<Timestamp>, buckets: CalendarBuckets? = nil, dimensions: [Dimension] = [],
        filter: ReportFilter? = nil, needs: ScanNeeds = .all, accuracy: DistinctCount.Accuracy = .init()
    ) {
        precondition(buckets.map { $0.range == range } ?? true, "the buckets of a scan are those of its range")
        self.range = range
        self.buckets = buckets
        self.dimensions = dimensions
        self.filter = filter
        self.needs = needs
        self.accuracy = accuracy
    }

    /// The same scan of a part of its range, with the buckets numbered as before.
    package func part(_ range: Range<Timestamp>) -> ReportScan {
        ReportScan(
            range: range, buckets: buckets?.narrowed(to: range), dimensions: dimensions, filter: filter, needs: needs,
            accuracy: accuracy)
    }

    /// The same with all that a cell can hold: what sums hold, whatever a question needs of them.
    package var whole: ReportScan {
        ReportScan(range: range, buckets: buckets, dimensions: dimensions, filter: filter, accuracy: accuracy)
    }

    /// Whether some time lies in the range, and in one bucket of it: then it does not matter when something happened in it.
    func holds(_ moments: ClosedRange<Timestamp>) -> Bool {
        guard range.lowerBound <= moments.lowerBound, moments.upperBound < range.upperBound else { return false }
        guard let buckets else { return true }
        return buckets.index(of: moments.lowerBound) == buckets.index(of: moments.upperBound)
    }
}
