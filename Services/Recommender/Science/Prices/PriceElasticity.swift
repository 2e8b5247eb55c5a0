import Glibc

/// How demand answers to the price: log quantity = a + e · log price + b · time (a demand curve of constant elasticity; Greene,
/// "Econometric Analysis", section 2.3.3), by least squares over periods. Periods in which nothing was sold have no logarithm and are left out.
package struct PriceElasticity: Hashable, Sendable {
    /// e: by how many percent demand changes when the price rises by one percent.
    package let elasticity: Double
    package let standardError: Double
    /// The interval that holds the true elasticity in 95 of 100 cases, by Student's distribution.
    package let low: Double
    package let high: Double
    /// By how much the logarithm of demand grows in a period at the same price.
    package let trend: Double
    /// How many periods it was reckoned from.
    package let periodCount: Int
    private let intercept: Double

    /// - Parameter sales: By periods, the oldest first.
    /// - Throws: ``ScienceError`` for fewer than six periods with sales, prices that are not above 0, or prices that never changed
    ///   but with time.
    package init(_ sales: [PricedSales]) throws(ScienceError) {
        guard sales.allSatisfy({ $0.price > 0 && $0.price.isFinite && $0.quantity >= 0 && $0.quantity.isFinite }) else {
            throw .notFinite("prices above 0 and quantities of 0 and up")
        }
        let sold = sales.enumerated().filter { $0.element.quantity > 0 }
        guard sold.count >= 6 else { throw .tooLittle(of: "periods with sales", count: sold.count, needed: 6) }
        var table = FeatureTable(columnNames: ["one", "price", "time"])
        // Numbers around 0 keep the columns apart.
        let middle = Statistics.mean(sold.map { log($0.element.price) })
        let centre = Double(sales.count - 1) / 2
        for (period, sale) in sold { table.append([1, log(sale.price) - middle, Double(period) - centre]) }
        let fit = try LeastSquares(table, answers: sold.map { log($0.element.quantity) })
        elasticity = fit.coefficients[1]
        standardError = fit.standardErrors[1]
        let width =
            StudentDistribution(degreesOfFreedom: Double(fit.degreesOfFreedom)).quantile(0.975)
            * fit.standardErrors[1]
        low = fit.coefficients[1] - width
        high = fit.coefficients[1] + width
        trend = fit.coefficients[2]
        intercept = fit.coefficients[0] - fit.coefficients[1] * middle - fit.coefficients[2] * centre
        periodCount = sold.count
    }

    /// The quantity of a period at a price, as the median of what may come.
    package func quantity(at price: Double, period: Int) -> Double {
        exp(intercept + elasticity * log(price) + trend * Double(period))
    }

    /// How well the curve foretells what was sold in the last quarter of the periods, from the ones before. The baseline is the
    /// median of what was sold before, at whatever price.
    ///
    /// - Throws: ``ScienceError``, as the curve itself for the first three quarters.
    package static func backtest(_ sales: [PricedSales]) throws(ScienceError) -> BacktestReport {
        let known = sales.count - max(1, sales.count / 4)
        guard known > 0 else { throw .tooLittle(of: "periods with sales", count: sales.count, needed: 8) }
        let curve = try PriceElasticity(Array(sales.prefix(known)))
        let naive = Statistics.median(sales.prefix(known).map(\.quantity).filter { $0 > 0 })
        var (own, baseline) = (ErrorSums(), ErrorSums())
        for period in known..<sales.count {
            let answer = curve.quantity(at: sales[period].price, period: period)
            own.add(answer, actual: sales[period].quantity)
            baseline.add(naive, actual: sales[period].quantity)
        }
        return BacktestReport(
            method: "demand curve of constant elasticity", baseline: "median of the periods before, at any price",
            protocolText: "the last \(own.count) periods' quantities, from the \(known) before",
            caseCount: own.count,
            measures: [
                .init("RMSE", own.rmse, baseline: baseline.rmse), .init("MAE", own.mae, baseline: baseline.mae),
                .init("sMAPE %", own.smape, baseline: baseline.smape),
            ])
    }
}
