package import MeshCore
package import ReportAnalysis

/// Reports by straight loops over all events: what the engine is held against.
package struct NaiveReport {
    package let visits: [[ReportEvent]]
    private let calendar: SiteCalendar

    package init(visits: [[ReportEvent]], calendar: SiteCalendar) {
        self.visits = visits
        self.calendar = calendar
    }

    /// What a group adds up to, all of it kept.
    package struct Sums {
        package var visitors: Set<UInt64> = []
        package var events = 0
        package var pageviews = 0
        package var revenue: [String: (amount: Int64, count: Int64)] = [:]
        package var numbers: [Double] = []
        package var visits = 0
        var bounces = 0
        var duration: Int64 = 0
        var visitPageviews = 0
        package var scroll: [Int] = []
        package var engagement: [Int64] = []

        package init() {}
    }

    /// The groups of a question's rows, by their names.
    package func groups(
        _ dimensions: [QueryDimension], grain: CalendarGrain?, filter: ReportFilter?, range: Range<Timestamp>
    ) -> [[String]: Sums] {
        var groups: [[String]: Sums] = [:]
        for visit in visits {
            let visitValues = values(of: visit)
            var seen: Set<[String]> = []
            var scroll: [[String]: Int] = [:]
            var engagement: [[String]: Int64] = [:]
            for event in visit where filter.map({ matches($0, event, visit) }) ?? true {
                if range.contains(event.time) {
                    for name in names(dimensions, grain, event, visitValues, at: event.time) {
                        count(event, in: &groups[name, default: Sums()])
                    }
                }
                for name in names(dimensions, grain, event, visitValues, at: visit[0].time) {
                    seen.insert(name)
                    if let depth = event.scrollDepth { scroll[name] = max(scroll[name] ?? 0, depth) }
                    if event.engagement > .zero { engagement[name, default: 0] += event.engagement.wholeMilliseconds }
                }
            }
            guard range.contains(visit[0].time) else { continue }
            for name in seen { count(visit, in: &groups[name, default: Sums()]) }
            for (name, depth) in scroll { groups[name]?.scroll.append(depth) }
            for (name, time) in engagement { groups[name]?.engagement.append(time) }
        }
        return groups
    }

    /// The value of a metric in a group; none for shares and percentiles, which have tests of their own.
    package func value(of metric: Metric, in sums: Sums) -> MetricValue {
        func mean(_ sum: Double, _ count: Int, _ digits: Double) -> MetricValue {
            count == 0 ? .none : .number((sum / Double(count) * digits).rounded() / digits)
        }
        switch metric {
        case .visitors: return .count(Int64(sums.visitors.count))
        case .visits: return .count(Int64(sums.visits))
        case .pageviews: return .count(Int64(sums.pageviews))
        case .events: return .count(Int64(sums.events))
        case .viewsPerVisit: return mean(Double(sums.visitPageviews), sums.visits, 100)
        case .bounceRate: return mean(Double(sums.bounces * 100), sums.visits, 100)
        case .visitDuration: return mean(Double(sums.duration), sums.visits * 1000, 1)
        case .scrollDepth: return mean(Double(sums.scroll.reduce(0, +)), sums.scroll.count, 1)
        case .timeOnPage: return mean(Double(sums.engagement.reduce(0, +)), sums.engagement.count * 1000, 1)
        case .totalRevenue: return money(sums) { $0.amount }
        case .averageRevenue: return money(sums) { Int64((Double($0.amount) / Double($0.count)).rounded()) }
        case .percentage, .conversionRate, .groupConversionRate, .medianNumber, .p75Number, .p95Number: return .none
        }
    }

    private func money(_ sums: Sums, _ amount: ((amount: Int64, count: Int64)) -> Int64) -> MetricValue {
        .money(
            sums.revenue.sorted { $0.key < $1.key }.compactMap { code, sum in
                Currency(code).map { Money(amount: amount(sum), currency: $0) }
            })
    }

    private func count(_ event: ReportEvent, in sums: inout Sums) {
        sums.visitors.insert(event.visitor)
        if event.kind != .signal { sums.events += 1 }
        if event.kind == .pageview { sums.pageviews += 1 }
        if let money = event.revenue {
            let code = money.currency.description
            let before = sums.revenue[code] ?? (0, 0)
            sums.revenue[code] = (before.amount + money.amount, before.count + 1)
        }
        if let number = event.number { sums.numbers.append(number) }
    }

    private func count(_ visit: [ReportEvent], in sums: inout Sums) {
        sums.visits += 1
        if visit.filter({ $0.kind != .signal }).count <= 1 { sums.bounces += 1 }
        sums.duration += visit[visit.count - 1].time.milliseconds - visit[0].time.milliseconds
        sums.visitPageviews += visit.filter { $0.kind == .pageview }.count
    }

    /// The rows that an event belongs to: none, one, or one for each of its goals.
    private func names(
        _ dimensions: [QueryDimension], _ grain: CalendarGrain?, _ event: ReportEvent,
        _ visitValues: [Dimension: String], at time: Timestamp
    ) -> [[String]] {
        var rows: [[String]] = [[]]
        for dimension in dimensions {
            switch dimension {
            case .time:
                guard let grain else { continue }
                let label = calendar.label(of: grain, from: calendar.start(of: grain, containing: time))
                rows = rows.map { $0 + [label] }
            case .value(.goal): rows = rows.flatMap { row in Set(event.goals).map { row + [$0] } }
            case .value(let dimension):
                let value =
                    (dimension.scope == .visit ? visitValues[dimension] : event.value(of: dimension)) ?? "(none)"
                rows = rows.map { $0 + [value] }
            }
        }
        return rows
    }

    private func values(of visit: [ReportEvent]) -> [Dimension: String] {
        var values = visit[0].values
        let pages = visit.filter { $0.kind == .pageview }
        values[.entryPage] = pages.first?.values[.page]
        values[.exitPage] = pages.last?.values[.page]
        values[.entryHostname] = pages.first?.values[.hostname]
        values[.exitHostname] = pages.last?.values[.hostname]
        return values
    }

    private func matches(_ filter: ReportFilter, _ event: ReportEvent, _ visit: [ReportEvent]) -> Bool {
        switch filter {
        case .all(let parts): return parts.allSatisfy { matches($0, event, visit) }
        case .any(let parts): return parts.contains { matches($0, event, visit) }
        case .not(let part): return !matches(part, event, visit)
        case .hasDone(let part): return visit.contains { matches(part, $0, visit) }
        case .test(let test):
            if test.dimension == .goal {
                return event.goals.isEmpty ? fits(test, "(none)") : event.goals.contains { fits(test, $0) }
            }
            let value =
                test.dimension.scope == .visit ? values(of: visit)[test.dimension] : event.value(of: test.dimension)
            return fits(test, value ?? "(none)")
        }
    }

    private func fits(_ test: FilterTest, _ value: String) -> Bool {
        let value = test.letters == .equal ? value.lowercased() : value
        return test.clauses.contains { clause in
            switch test.comparison {
            case .equals: value == clause
            case .contains: value != "(none)" && value.contains(clause)
            // The traffic's patterns are beginnings.
            case .matches: value != "(none)" && value.hasPrefix(clause.dropFirst())
            }
        }
    }
}
