package import ShopInsights
import ShopScience

/// Forecasts what is sold of each SKU, and says what to order.
package struct DemandReckoning {
    let settings: ShopSettings

    package init(_ settings: ShopSettings) { self.settings = settings }

    /// - Throws: `ScienceError` for settings that are out of bounds.
    package func report(of data: ShopData) throws -> InsightReport<DemandInsight> {
        let forecasting = try ForecastSettings(horizon: settings.horizon ?? 14, seed: settings.drawn)
        let policy = try ReorderPolicy(
            leadTime: settings.leadTime ?? 7, coverTime: settings.coverTime ?? 14,
            serviceLevel: settings.serviceLevel ?? 0.95)
        let sales = SKUSales.all(of: data, least: settings.leastSales ?? 10, most: settings.mostProducts ?? 5000)
        var items: [DemandInsight] = []
        var reports: [BacktestReport] = []
        var silent = 0
        for product in sales.products {
            do throws(ScienceError) {
                let forecast = try DemandForecast(product.days.map(\.quantity), settings: forecasting)
                if let report = forecast.report { reports.append(report) }
                items.append(item(product, forecast, onHand: data.stock[product.sku], policy))
            } catch {
                silent += 1
            }
        }
        let few = "\(sales.leftOut) SKUs were sold too seldom, and \(silent) for too short a time, to be foretold"
        return InsightReport(
            backtest: InsightBacktest(meanOf: reports, method: "the best of each SKU"),
            note: sales.leftOut + silent > 0 ? few : nil, items: items)
    }

    private func item(
        _ product: SKUSales, _ forecast: DemandForecast, onHand: Double?, _ policy: ReorderPolicy
    ) -> DemandInsight {
        DemandInsight(
            sku: product.sku, method: forecast.fitted.method.rawValue, history: product.days.count,
            total: forecast.periods.reduce(0) { $0 + $1.mean },
            days: forecast.periods.map { DemandInsight.Day(mean: $0.mean, low: $0.low, high: $0.high) },
            backtest: forecast.report.map(InsightBacktest.init), onHand: onHand,
            reorder: onHand.map { onHand in
                let suggestion = policy.suggestion(from: forecast, onHand: onHand)
                return DemandInsight.Reorder(
                    point: suggestion.reorderPoint, quantity: suggestion.quantity, risk: suggestion.stockOutRisk)
            })
    }
}
