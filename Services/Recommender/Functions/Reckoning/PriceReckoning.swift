package import ShopInsights
import ShopScience

/// Suggests prices from how demand answered to prices before. What is to grow is the revenue: what a unit costs the shop, nobody
/// here knows.
package struct PriceReckoning {
    let settings: ShopSettings

    package init(_ settings: ShopSettings) { self.settings = settings }

    /// More days than this without a sale make weeks the better periods.
    private static let emptyShare = 0.1

    /// - Throws: `ScienceError` for settings that are out of bounds.
    package func report(of data: ShopData) throws -> InsightReport<PriceInsight> {
        let guards = try PriceGuards(
            goal: .revenue, greatestChange: settings.greatestChange ?? 0.1, emptyShare: Self.emptyShare)
        let sales = SKUSales.all(of: data, least: settings.leastSales ?? 10, most: settings.mostProducts ?? 5000)
        var reports: [BacktestReport] = []
        var items: [PriceInsight] = []
        for product in sales.products {
            let periods = Self.periods(of: product.days)
            guard
                // Of prices that are none nothing can be said.
                let advice = try? PriceAdvice(
                    periods, cost: nil, guards: guards, step: Double(settings.priceStep ?? 1))
            else { continue }
            // A product that nothing can be said of has no back-test, and its refusal says why.
            let report = advice.elasticity == nil ? nil : try? PriceElasticity.backtest(periods)
            if let report { reports.append(report) }
            items.append(Self.item(product, advice, report))
        }
        return InsightReport(
            backtest: InsightBacktest(meanOf: reports, method: "elasticity of each SKU"),
            note: sales.leftOut > 0 ? "\(sales.leftOut) SKUs were sold too seldom" : nil, items: items)
    }

    private static func item(_ product: SKUSales, _ advice: PriceAdvice, _ report: BacktestReport?) -> PriceInsight {
        var item = PriceInsight(
            sku: product.sku, currency: product.currency, price: Int64(advice.current.price.rounded()),
            quantity: advice.current.quantity)
        item.suggested = advice.suggestion.map { Int64($0.price.rounded()) }
        item.expectedQuantity = advice.suggestion?.quantity
        item.refusal = advice.refusal?.description
        if let curve = advice.elasticity, curve.elasticity.isFinite, curve.low.isFinite, curve.high.isFinite {
            (item.elasticity, item.low, item.high) = (curve.elasticity, curve.low, curve.high)
        }
        item.backtest = report.map(InsightBacktest.init)
        return item
    }

    /// Days, or weeks where too many days have no sale; both end with the data. Days before the first price are left out.
    private static func periods(of all: [SKUSales.Day]) -> [PricedSales] {
        let days = all.drop { $0.price <= 0 }
        let empty = days.count { $0.quantity <= 0 }
        guard Double(empty) > emptyShare * Double(days.count) else {
            return days.map { PricedSales(price: $0.price, quantity: $0.quantity) }
        }
        let whole = days.suffix(days.count / 7 * 7)
        return stride(from: whole.startIndex, to: whole.endIndex, by: 7).map { start in
            let week = whole[start..<start + 7]
            let units = week.reduce(0) { $0 + $1.quantity }
            let paid = week.reduce(0) { $0 + $1.quantity * $1.price }
            return PricedSales(price: units > 0 ? paid / units : whole[start + 6].price, quantity: units)
        }
    }
}
