import ShopScience

/// Who may have gone, and who buys next.
struct ChurnReport: ScienceReport {
    struct Customer: Encodable {
        let customer: String
        /// How likely nothing is bought within the horizon.
        let churn: Double
        /// How likely the customer is still one, by the model of purchases.
        let alive: Double?
        /// How likely something is bought within the horizon, by the same.
        let purchase: Double?
        /// When the next purchase has come with a probability of one half, if the customer has not gone.
        let nextPurchase: String?
    }

    let asOf: String
    /// In days.
    let horizon: Double
    /// The likeliest to have gone first.
    let customers: [Customer]
    let churn: BacktestReport
    /// Each method of foretelling churn by its log loss in the back-test.
    let logLosses: [String: Double]
    let calibration: [BinaryJudgement.Bin]
    let purchases: BacktestReport?
    /// Why purchases are not foretold.
    let unforetold: String?

    var text: String { text(customerLimit: 20) }

    func text(customerLimit: Int) -> String {
        var rows = [["customer", "churn", "alive", "buys within \(Int(horizon)) days", "next purchase"]]
        for customer in customers.prefix(customerLimit) {
            rows.append([
                customer.customer, ScienceText.percent(customer.churn), customer.alive.map(ScienceText.percent) ?? "-",
                customer.purchase.map(ScienceText.percent) ?? "-", customer.nextPurchase ?? "-",
            ])
        }
        return """
            \(TextTable.text(rows))
            \(customers.count) customers as of \(asOf), the likeliest to have gone first

            churn: \(logLosses.sorted { $0.value < $1.value }.map { "\($0.key) has a log loss of \(ScienceText.number($0.value))" }
                .joined(separator: ", "))
            \(ScienceText.backtest(churn))

            purchases\(purchases.map { "\n\(ScienceText.backtest($0))" } ?? ": \(unforetold ?? "")")
            """
    }
}
