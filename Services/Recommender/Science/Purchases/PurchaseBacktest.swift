extension PurchaseModel {
    /// How well the model foretells how often customers buy in the last days, from what was known before them. The baseline is that each
    /// goes on buying as often as before: x / T.
    ///
    /// - Parameters:
    ///   - end: The day up to which histories are known.
    ///   - horizon: How many days are foretold.
    /// - Throws: ``ScienceError``, as the model itself.
    package static func backtest(
        _ histories: [CustomerHistory], until end: Double, horizon: Double
    ) throws(ScienceError) -> BacktestReport {
        let day = end - horizon
        let known = histories.compactMap { history in
            PurchaseSummary(history, asOf: day).map { (history: history, summary: $0) }
        }
        let model = try PurchaseModel(known.map(\.summary))
        var (own, naive) = (ErrorSums(), ErrorSums())
        for customer in known {
            let days = Set(customer.history.purchases(in: day..<end).map { $0.day.rounded(.down) })
            let summary = customer.summary
            own.add(model.expectedPurchases(of: summary, within: horizon), actual: Double(days.count))
            naive.add(summary.repeatCount / max(1, summary.age) * horizon, actual: Double(days.count))
        }
        return BacktestReport(
            method: "BG/NBD", baseline: "as often as before",
            protocolText: """
                days with purchases in the last \(Int(horizon)) days of each customer, by what was known before them
                """,
            caseCount: own.count,
            measures: [.init("RMSE", own.rmse, baseline: naive.rmse), .init("MAE", own.mae, baseline: naive.mae)])
    }
}
