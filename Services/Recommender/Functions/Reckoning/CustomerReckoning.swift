import MeshCore
import RecommenderModels
package import ShopInsights
import ShopScience

/// Says which customers may have gone, and when the others buy next.
package struct CustomerReckoning {
    let settings: ShopSettings

    package init(settings: ShopSettings) { self.settings = settings }

    /// The likeliest to have gone first; without items, and with the reason, where there are too few customers.
    ///
    /// - Throws: `ScienceError` for settings that are out of bounds.
    package func report(of data: ShopData) throws -> InsightReport<CustomerInsight> {
        let horizon = Double(settings.churnHorizon ?? 60)
        let learning = try ChurnSettings(
            horizon: horizon, boosting: BoostingSettings(seed: Int(truncatingIfNeeded: settings.drawn & 0xFFFF)))
        let customers = Customers(data)
        let model: ChurnModel
        do throws(ScienceError) {
            model = try ChurnModel(customers.histories, until: customers.end, settings: learning)
        } catch {
            return InsightReport(backtest: nil, note: "\(error)", items: [])
        }
        var note: String?
        var purchases: PurchaseModel?
        do throws(ScienceError) {
            purchases = try PurchaseModel(
                customers.histories.compactMap { PurchaseSummary($0, asOf: customers.end) })
        } catch {
            note = "purchases are not foretold: \(error)"
        }
        let histories = Dictionary(customers.histories.map { ($0.customer, $0) }, uniquingKeysWith: { $1 })
        let items = model.scores(of: customers.histories, asOf: customers.end).map { score in
            var item = CustomerInsight(
                customer: customers.names.names[Int(score.customer)], churn: min(1, max(0, score.probability)))
            guard let purchases,
                let summary = histories[score.customer].flatMap({ PurchaseSummary($0, asOf: customers.end) })
            else { return item }
            item.alive = min(1, max(0, purchases.aliveProbability(of: summary)))
            item.purchase = min(1, max(0, purchases.purchaseProbability(of: summary, within: horizon)))
            let next = customers.end + purchases.medianDays(of: summary)
            // Whoever bought once, long ago, is due in some thousands of years.
            if next.isFinite, next < 100_000 {
                item.nextPurchase = Timestamp(milliseconds: Int64(next * 86_400_000))
            }
            return item
        }
        return InsightReport(backtest: InsightBacktest(model.report), note: note, items: items)
    }
}
