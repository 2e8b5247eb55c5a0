/// The groups that the scans of a period found.
struct PeriodResult {
    let period: QueryPeriod
    let main: ReportGroups
    private let whole: ReportGroups
    private let able: ReportGroups
    private let ableInGroup: ReportGroups
    /// Where the values that ``ableInGroup`` is grouped by stand among the rows'.
    private let abilityPlaces: [Int]

    /// - Parameter groups: Of ``QueryPeriod/scans``, as many and in their order.
    init(_ period: QueryPeriod, _ groups: ArraySlice<ReportGroups>) {
        self.period = period
        var rest = groups
        func next(_ scan: ReportScan?, _ rest: inout ArraySlice<ReportGroups>) -> ReportGroups {
            scan == nil ? ReportGroups() : rest.removeFirst()
        }
        main = next(period.main, &rest)
        whole = next(period.whole, &rest)
        able = next(period.able, &rest)
        ableInGroup = next(period.ableInGroup, &rest)
        let dimensions = period.main.dimensions
        abilityPlaces = dimensions.indices.filter { !QueryPeriod.isReached(dimensions[$0]) }
    }

    /// The rows that hold something; always one where nothing divides them.
    var keys: [GroupKey] {
        if period.buckets == nil, period.main.dimensions.isEmpty { return [GroupKey()] }
        return main.cells.filter { !$0.value.isEmpty(for: period.main.needs) }.map(\.key)
    }

    func value(of metric: Metric, in key: GroupKey) -> MetricValue {
        let cell = main.cells[key] ?? ReportCell(accuracy: period.main.accuracy)
        switch metric {
        case .percentage: return share(cell, of: whole.cells[GroupKey()])
        case .conversionRate: return share(cell, of: able.cells[GroupKey(bucket: key.bucket)])
        case .groupConversionRate:
            let base = GroupKey(bucket: key.bucket, values: abilityPlaces.map { key.values[$0] })
            return share(cell, of: ableInGroup.cells[base])
        case .visitors, .visits, .pageviews, .events, .viewsPerVisit, .bounceRate, .visitDuration, .scrollDepth,
            .timeOnPage, .averageRevenue, .totalRevenue, .medianNumber, .p75Number, .p95Number:
            return cell.value(of: metric)
        }
    }

    private func share(_ cell: ReportCell, of base: ReportCell?) -> MetricValue {
        guard let count = base?.visitors.count, count > 0 else { return .number(0) }
        // Two estimates may leave more than all.
        let share = min(Double(cell.visitors.count) / Double(count), 1)
        return .number((share * 10_000).rounded() / 100)
    }
}
