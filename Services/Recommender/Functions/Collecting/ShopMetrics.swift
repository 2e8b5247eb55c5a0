import MeshCore
package import ShopInsights

/// What is counted day by day or hour by hour, as series without gaps.
package enum ShopMetrics {
    private static let day: Int64 = 86_400_000

    /// Orders, money, and orders that came to nothing, day by day.
    ///
    /// - Parameters:
    ///   - sales: The oldest first.
    ///   - end: The series end with the day before this one, in milliseconds.
    package static func ofSales(_ sales: [ShopData.Sale], through end: Int64) -> [ShopData.Metric] {
        let currency = sales.mainCurrency
        let placed = sales.map { ($0.time.milliseconds, 1.0) }
        let cancelled = sales.map { ($0.time.milliseconds, $0.isCancelled ? 1.0 : 0) }
        let revenue = sales.filter { !$0.isCancelled && $0.currency == currency }.map {
            ($0.time.milliseconds, Double($0.total) / 100)
        }
        return [
            series("orders.placed", of: placed, period: day, season: 7, until: end),
            series("orders.cancelled", of: cancelled, period: day, season: 7, until: end),
            series("orders.revenue", of: revenue, period: day, season: 7, until: end),
        ].compactMap { $0 }
    }

    /// Sums by periods, 0 where nothing was: from the first one with anything to the last one before the end.
    ///
    /// - Parameters:
    ///   - counts: Moments in milliseconds, and what came at them.
    ///   - period: In milliseconds.
    ///   - season: How many periods a season has.
    ///   - end: In milliseconds.
    /// - Returns: nil when nothing came.
    package static func series(
        _ name: String, of counts: [(Int64, Double)], period: Int64, season: Int, until end: Int64
    ) -> ShopData.Metric? {
        let known = counts.filter { $0.0 < end }
        guard let first = known.map(\.0).min() else { return nil }
        let start = first / period
        var values = [Double](repeating: 0, count: Int((end - 1) / period - start + 1))
        for (time, count) in known { values[Int(time / period - start)] += count }
        let times = values.indices.map { Timestamp(milliseconds: (start + Int64($0)) * period) }
        return ShopData.Metric(name: name, season: season, times: times, values: values)
    }
}

extension [ShopData.Sale] {
    /// The currency of most orders: money is only reckoned within one.
    var mainCurrency: String { map(\.currency).mostFrequent }
}

extension [ShopData.Payment] {
    /// The currency of most attempts.
    var mainCurrency: String { map(\.currency).mostFrequent }
}

extension [String] {
    /// Empty for none.
    fileprivate var mostFrequent: String {
        let counts = reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
    }
}
