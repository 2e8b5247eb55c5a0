import MeshCore

extension ReportCell {
    /// The value of a metric that depends on this cell alone; rates in percent and views to two digits, times in whole
    /// seconds.
    func value(of metric: Metric) -> MetricValue {
        switch metric {
        case .visitors: .count(Int64(visitors.count))
        case .visits: .count(visits.count)
        case .pageviews: .count(pageviews)
        case .events: .count(events)
        case .viewsPerVisit: Self.mean(visits.pageviews, visits.count, scale: 100)
        case .bounceRate: Self.mean(visits.bounces * 100, visits.count, scale: 100)
        case .visitDuration: Self.mean(visits.duration, visits.count * 1000, scale: 1)
        case .scrollDepth: Self.mean(visits.scrollDepth, visits.scrolledCount, scale: 1)
        case .timeOnPage: Self.mean(visits.engagement, visits.engagedCount * 1000, scale: 1)
        case .totalRevenue: money { $0.amount }
        case .averageRevenue: money { Int64((Double($0.amount) / Double(max($0.count, 1))).rounded()) }
        case .medianNumber: quantile(0.5)
        case .p75Number: quantile(0.75)
        case .p95Number: quantile(0.95)
        case .percentage, .conversionRate, .groupConversionRate:
            preconditionFailure("\(metric.rawValue) is a share of another cell")
        }
    }

    private static func mean(_ sum: Int64, _ count: Int64, scale: Double) -> MetricValue {
        count == 0 ? .none : .number((Double(sum) / Double(count) * scale).rounded() / scale)
    }

    private func money(_ amount: (RevenueSum) -> Int64) -> MetricValue {
        .money(
            revenue.map { Money(amount: amount($0.value), currency: $0.key) }
                .sorted { $0.currency.description < $1.currency.description })
    }

    private func quantile(_ share: Double) -> MetricValue {
        numbers?.quantile(share).map { .number($0) } ?? .none
    }
}
