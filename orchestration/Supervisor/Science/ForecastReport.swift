import ShopScience

/// What is expected of each product, and what to order.
struct ForecastReport: ScienceReport {
    struct Product: Encodable {
        let sku: String
        let method: ForecastMethod
        /// How many periods it was reckoned from.
        let history: Int
        /// Of all periods of the horizon together.
        let total: Double
        let periods: [DemandForecast.Period]
        let trials: [DemandForecast.Trial]
        let backtest: BacktestReport?
        let onHand: Double?
        let onOrder: Double?
        let reorder: ReorderSuggestion?
    }

    /// A product that nothing can be said of, and why.
    struct Silent: Encodable {
        let sku: String
        let reason: String
    }

    let period: DemandSeries.Period
    let horizon: Int
    let products: [Product]
    let silent: [Silent]

    var text: String {
        let withStock = products.contains { $0.reorder != nil }
        let step = period.rawValue
        var rows = [["sku", "method", "next \(horizon) \(step)s", "first \(step)", "MASE", "naive", "RMSE", "naive"]]
        if withStock { rows[0] += ["on hand", "on order", "reorder at", "order", "risk"] }
        for product in products {
            let (mase, rmse) = (product.backtest?["MASE"], product.backtest?["RMSE"])
            func figure(_ value: Double?) -> String { value.map(ScienceText.number) ?? "-" }
            var row = [
                product.sku, product.method.rawValue, ScienceText.number(product.total),
                Self.interval(product.periods.first), figure(mase?.value), figure(mase?.baseline), figure(rmse?.value),
                figure(rmse?.baseline),
            ]
            if withStock {
                row += [
                    figure(product.onHand), figure(product.onOrder), figure(product.reorder?.reorderPoint),
                    product.reorder.map { "\($0.quantity)" } ?? "-",
                    product.reorder.map { ScienceText.percent($0.stockOutRisk) } ?? "-",
                ]
            }
            rows.append(row)
        }
        var lines = products.isEmpty ? [] : [TextTable.text(rows)]
        if let protocolText = products.lazy.compactMap({ $0.backtest?.protocolText }).first {
            lines.append("back-test: \(protocolText); naive: what was a season before.")
        }
        lines += silent.map { "\($0.sku): \($0.reason)" }
        return lines.joined(separator: "\n")
    }

    /// The first period, as what is expected and where it may lie.
    private static func interval(_ period: DemandForecast.Period?) -> String {
        guard let period else { return "-" }
        let (low, high) = (ScienceText.number(period.low), ScienceText.number(period.high))
        return "\(ScienceText.number(period.mean)) (\(low)–\(high))"
    }
}
