import ShopScience

/// Prices that would be better.
struct PriceReport: ScienceReport {
    struct Product: Encodable {
        let sku: String
        let current: PriceAdvice.Outcome
        let suggestion: PriceAdvice.Outcome?
        /// Why there is none.
        let refusal: String?
        let elasticity: Double?
        let standardError: Double?
        /// 95 of 100 such intervals hold the true elasticity.
        let low: Double?
        let high: Double?
        let backtest: BacktestReport?

        init(sku: String, advice: PriceAdvice, backtest: BacktestReport?) {
            self.sku = sku
            current = advice.current
            suggestion = advice.suggestion
            refusal = advice.refusal?.description
            elasticity = advice.elasticity?.elasticity
            standardError = advice.elasticity?.standardError
            low = advice.elasticity?.low
            high = advice.elasticity?.high
            self.backtest = backtest
        }
    }

    let products: [Product]

    var text: String {
        var rows = [["sku", "price", "suggested", "elasticity", "quantity", "revenue", "margin", "RMSE", "naive"]]
        for product in products {
            let rmse = product.backtest?["RMSE"]
            let elasticity = product.elasticity.map { value in
                "\(ScienceText.fixed(value, digits: 2)) ± \(ScienceText.fixed(product.standardError ?? 0, digits: 2))"
            }
            let (now, then) = (product.current, product.suggestion)
            rows.append([
                product.sku, ScienceText.fixed(now.price, digits: 2),
                then.map { ScienceText.fixed($0.price, digits: 2) } ?? "-", elasticity ?? "-",
                Self.change(now.quantity, then?.quantity), Self.change(now.revenue, then?.revenue),
                now.margin.map { Self.change($0, then?.margin) } ?? "-",
                rmse.map { ScienceText.number($0.value) } ?? "-",
                rmse.map { ScienceText.number($0.baseline) } ?? "-",
            ])
        }
        let reasons = products.compactMap { product in product.refusal.map { "\(product.sku): \($0)" } }
        var lines = [TextTable.text(rows)] + reasons
        if let test = products.lazy.compactMap({ $0.backtest }).first {
            lines.append("back-test: \(test.protocolText); naive: \(test.baseline).")
        }
        return lines.joined(separator: "\n")
    }

    /// Today, and what it would become.
    private static func change(_ now: Double, _ then: Double?) -> String {
        guard let then else { return ScienceText.number(now) }
        return "\(ScienceText.number(now)) → \(ScienceText.number(then))"
    }
}
