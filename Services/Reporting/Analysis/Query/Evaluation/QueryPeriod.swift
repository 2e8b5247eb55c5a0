import MeshCore

/// One of the times that a question is about, with the scans that answer for it.
struct QueryPeriod: Hashable, Sendable {
    let range: Range<Timestamp>
    let buckets: CalendarBuckets?
    /// The scan of the rows.
    let main: ReportScan
    /// Of all that the filter takes, as one: what percentages are shares of.
    let whole: ReportScan?
    /// Of those who could have reached the goal, by time alone.
    let able: ReportScan?
    /// Of those who could have reached the goal, in each group.
    let ableInGroup: ReportScan?

    /// - Throws: ``QueryLimitError`` when the range has too many buckets.
    init(
        _ query: ReportQuery, range: Range<Timestamp>, grain: CalendarGrain?, calendar: SiteCalendar,
        accuracy: DistinctCount.Accuracy
    ) throws(QueryLimitError) {
        self.range = range
        var buckets: CalendarBuckets?
        if let grain { buckets = try CalendarBuckets(of: range, by: grain, in: calendar) }
        self.buckets = buckets
        let needs = query.metrics.reduce(into: ScanNeeds()) { $0.formUnion($1.needs) }
        main = ReportScan(
            range: range, buckets: buckets, dimensions: query.values, filter: query.filter, needs: needs,
            accuracy: accuracy)
        func base(
            for metric: Metric, by dimensions: [Dimension], _ buckets: CalendarBuckets?, _ filter: ReportFilter?
        ) -> ReportScan? {
            guard query.metrics.contains(metric) else { return nil }
            return ReportScan(
                range: range, buckets: buckets, dimensions: dimensions, filter: filter, needs: .visitors,
                accuracy: accuracy)
        }
        let ability = query.filter?.removing(Self.isReached)
        whole = base(for: .percentage, by: [], nil, query.filter)
        able = base(for: .conversionRate, by: [], buckets, ability)
        ableInGroup = base(
            for: .groupConversionRate, by: query.values.filter { !Self.isReached($0) }, buckets, ability)
    }

    var scans: [ReportScan] { [main, whole, able, ableInGroup].compactMap(\.self) }

    /// What only those have who reached a goal.
    static func isReached(_ dimension: Dimension) -> Bool { dimension == .goal || dimension.isOwn }
}
