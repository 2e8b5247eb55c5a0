package import MeshCore

/// From a question to its answer: which scans it takes, and what their groups say.
///
/// It does no work on rows itself: whoever holds the data answers ``scans``, from rollups, segments or both, and hands the
/// groups back.
package struct QueryEvaluation: Sendable {
    package let query: ReportQuery
    private let current: QueryPeriod
    private let previous: QueryPeriod?

    /// - Parameters:
    ///   - now: When it is asked.
    ///   - firstDay: The day of the site's first event, counted from 1970-01-01.
    /// - Throws: ``QueryLimitError`` when the question has too many buckets.
    package init(
        _ query: ReportQuery, at now: Timestamp, in calendar: SiteCalendar, firstDay: Int,
        accuracy: DistinctCount.Accuracy = .init()
    ) throws(QueryLimitError) {
        self.query = query
        let range = query.range.resolved(at: now, in: calendar, firstDay: firstDay)
        let grain = query.grain(for: range)
        current = try QueryPeriod(query, range: range, grain: grain, calendar: calendar, accuracy: accuracy)
        var previous: QueryPeriod?
        if let comparison = query.comparison {
            let days =
                query.range.goesByDays ? query.range.days(today: calendar.day(of: now), firstDay: firstDay) : nil
            let other = comparison.range(for: range, days: days, in: calendar)
            previous = try QueryPeriod(query, range: other, grain: grain, calendar: calendar, accuracy: accuracy)
        }
        self.previous = previous
    }

    /// The time that the question is about.
    package var range: Range<Timestamp> { current.range }

    /// What has to be scanned.
    package var scans: [ReportScan] { current.scans + (previous?.scans ?? []) }

    /// The answer.
    ///
    /// - Parameters:
    ///   - groups: Of ``scans``, as many and in their order.
    ///   - watermark: Up to when all events are counted.
    package func answer(_ groups: [ReportGroups], watermark: Timestamp) -> ReportAnswer {
        precondition(groups.count == scans.count, "each scan has its groups")
        let now = PeriodResult(current, groups.prefix(current.scans.count))
        let before = previous.map { PeriodResult($0, groups.dropFirst(current.scans.count)) }
        let rows = now.keys.map { row(under: $0, now, before) }.sorted(by: isBefore)
        return ReportAnswer(
            query: query, range: current.range, rows: Array(rows.dropFirst(query.offset).prefix(query.limit)),
            rowCount: rows.count, timeLabels: current.buckets?.labels ?? [],
            isExact: groups.allSatisfy(\.isExact), watermark: watermark)
    }

    private func row(under key: GroupKey, _ now: PeriodResult, _ before: PeriodResult?) -> ReportRow {
        let values = query.metrics.map { now.value(of: $0, in: key) }
        return ReportRow(
            key: key, dimensions: names(key, in: current), metrics: values,
            comparison: before.flatMap { before in
                guard let period = previous else { return nil }
                let old = query.metrics.map { before.value(of: $0, in: key) }
                return ReportRow.Comparison(
                    dimensions: names(key, in: period), metrics: old,
                    changes: query.metrics.indices.map { change(query.metrics[$0], from: old[$0], to: values[$0]) })
            })
    }

    private func names(_ key: GroupKey, in period: QueryPeriod) -> [String] {
        var values = key.values[...]
        return query.dimensions.map { dimension in
            switch dimension {
            // The other time may have fewer days, as February has.
            case .time:
                period.buckets.map { $0.labels.indices.contains(key.bucket) ? $0.labels[key.bucket] : "" } ?? ""
            case .value: values.removeFirst()
            }
        }
    }

    /// By how many percent a value has grown; for rates, by how many points.
    private func change(_ metric: Metric, from old: MetricValue, to new: MetricValue) -> Double? {
        guard let new = new.single, let old = old.single else { return nil }
        if metric.isRate { return ((new - old) * 100).rounded() / 100 }
        guard old != 0 else { return new > 0 ? 100 : 0 }
        return ((new - old) / old * 100).rounded()
    }

    private func isBefore(_ left: ReportRow, _ right: ReportRow) -> Bool {
        for order in orders {
            let (first, second) = order.direction == .ascending ? (left, right) : (right, left)
            switch order.key {
            case .metric(let place):
                if first.metrics[place].isLess(than: second.metrics[place]) { return true }
                if second.metrics[place].isLess(than: first.metrics[place]) { return false }
            case .dimension(let place):
                if query.dimensions[place].isTime {
                    if first.key.bucket != second.key.bucket { return first.key.bucket < second.key.bucket }
                } else if first.dimensions[place] != second.dimensions[place] {
                    return first.dimensions[place] < second.dimensions[place]
                }
            }
        }
        return left.key < right.key
    }

    /// As asked; otherwise by time, then the greatest first.
    private var orders: [QueryOrder] {
        guard query.order.isEmpty else { return query.order }
        let greatest = QueryOrder(key: .metric(0), direction: .descending)
        guard let time = query.dimensions.firstIndex(where: \.isTime) else { return [greatest] }
        return [QueryOrder(key: .dimension(time), direction: .ascending), greatest]
    }
}
