import Glibc
package import ShopInsights
import ShopScience

/// Looks for what is unusual: in every series, among the totals of single orders, and among attempts to pay.
package struct AnomalyReckoning {
    let settings: ShopSettings

    package init(settings: ShopSettings) { self.settings = settings }

    /// The newest orders that are looked at one by one.
    private static let orders = 2000

    /// The newest first.
    ///
    /// - Throws: `ScienceError` for settings that are out of bounds.
    package func report(of data: ShopData) throws -> InsightReport<AnomalyInsight> {
        var items: [AnomalyInsight] = []
        var reports: [BacktestReport] = []
        var silent: [String] = []
        for metric in data.metrics {
            let found = try look(at: metric.values, season: metric.season, &reports)
            guard let found else {
                silent.append(metric.name)
                continue
            }
            items += found.map {
                AnomalyInsight(
                    metric: metric.name, time: metric.times[$0.place], value: $0.value, expected: $0.expected,
                    score: $0.score)
            }
        }
        let currency = data.sales.mainCurrency
        let sales = data.sales.filter { !$0.isCancelled && $0.currency == currency && $0.total > 0 }
            .suffix(Self.orders)
        // Sums of money are spread evenly in their logarithms.
        if let found = try look(at: sales.map { log(Double($0.total) / 100) }, season: 1, &reports) {
            items += found.map { anomaly in
                let sale = sales[sales.startIndex + anomaly.place]
                return AnomalyInsight(
                    metric: "orders.total", time: sale.time, value: Double(sale.total) / 100,
                    expected: exp(anomaly.expected), score: anomaly.score, subject: sale.order)
            }
        } else {
            silent.append("orders.total")
        }
        let watch = PaymentWatch(
            payments: data.payments, through: data.through, significance: settings.significance ?? 0.01)
        let payments = try watch.findings()
        items += payments.flatMap(\.items)
        let known = Set(payments.map(\.metric))
        silent += [PaymentWatch.declined, PaymentWatch.attempts, PaymentWatch.amount].filter { !known.contains($0) }
        return InsightReport(
            backtest: InsightBacktest(
                meanOf: reports, method: "seasonal hybrid ESD",
                beside: payments.compactMap { one in one.backtest.map { (one.metric, $0) } }),
            note: silent.isEmpty ? nil : "too little, or always the same: \(silent.joined(separator: ", "))",
            items: items.sorted { ($1.time, $0.metric, $0.key) < ($0.time, $1.metric, $1.key) })
    }

    /// Nil for a series that is too short, or always the same.
    private func look(
        at values: [Double], season: Int, _ reports: inout [BacktestReport]
    ) throws -> [SeasonalAnomalies.Anomaly]? {
        let settings = try AnomalySettings(season: season, significance: settings.significance ?? 0.01)
        // Too little to say anything from is told by the note.
        guard let found = try? SeasonalAnomalies(values, settings: settings), found.deviation > 0 else { return nil }
        // A series that cannot be judged has its findings all the same.
        if let report = try? SeasonalAnomalies.backtest(values, settings: settings) { reports.append(report) }
        return found.anomalies
    }
}
