import Glibc
import MeshCore
import ShopInsights
import ShopScience

/// Looks for what is unusual among attempts to pay: days on which many are declined, who tries again and again within an hour, and amounts of
/// what was not paid.
struct PaymentWatch {
    /// What is said of one metric.
    struct Finding {
        let metric: String
        let items: [AnomalyInsight]
        /// Nil where it cannot be judged.
        let backtest: BacktestReport?
    }

    /// The share of a day's attempts that the provider declined.
    static let declined = "payments.declined"
    /// The attempts of one payer within an hour.
    static let attempts = "payments.attempts"
    /// The amount of an attempt that came to nothing: what was paid is looked at as an order.
    static let amount = "payments.amount"

    private static let day: Int64 = 86_400_000
    /// The newest attempts whose amounts are looked at.
    private static let amounts = 2000

    let payments: [ShopData.Payment]
    let through: Timestamp
    let significance: Double

    /// A finding for each metric of which enough is known.
    ///
    /// - Throws: `ScienceError` for settings that are out of bounds.
    func findings() throws -> [Finding] {
        [try declinedShare(), try bursts(), try unusualAmounts()].compactMap { $0 }
    }

    private func declinedShare() throws -> Finding? {
        guard let first = payments.first else { return nil }
        let start = first.time.milliseconds / Self.day
        var periods = [ShareSeries.Period](
            repeating: ShareSeries.Period(), count: max(1, Int(through.milliseconds / Self.day - start)))
        for payment in payments {
            let place = min(periods.count - 1, Int(payment.time.milliseconds / Self.day - start))
            periods[place].whole += 1
            if payment.isDeclined { periods[place].part += 1 }
        }
        let series = ShareSeries(periods)
        let settings = try AnomalySettings(season: 7, significance: significance)
        // Too little to say anything from is told by the note.
        guard let found = try? SeasonalAnomalies(series.values, settings: settings), found.deviation > 0 else {
            return nil
        }
        let items = found.anomalies.map { anomaly in
            AnomalyInsight(
                metric: Self.declined, time: Timestamp(milliseconds: (start + Int64(anomaly.place)) * Self.day),
                value: series.share(anomaly.place), expected: series.share(anomaly.place, if: anomaly.expected),
                score: anomaly.score)
        }
        return Finding(
            metric: Self.declined, items: items,
            // What cannot be judged has its findings all the same.
            backtest: try? SeasonalAnomalies.backtest(series.values, settings: settings))
    }

    private func bursts() throws -> Finding? {
        let attempts = payments.map { AttemptBursts.Attempt(payer: $0.payer, moment: $0.time.milliseconds) }
        // Too little to say anything from is told by the note.
        guard let found = try? AttemptBursts(attempts, significance: significance) else { return nil }
        let items = found.bursts.map { burst in
            AnomalyInsight(
                metric: Self.attempts, time: Timestamp(milliseconds: burst.moment), value: Double(burst.count),
                expected: found.expected, score: burst.score, subject: burst.payer)
        }
        return Finding(
            metric: Self.attempts, items: items,
            // What cannot be judged has its findings all the same.
            backtest: try? AttemptBursts.backtest(attempts, significance: significance))
    }

    private func unusualAmounts() throws -> Finding? {
        let currency = payments.mainCurrency
        let known = Array(payments.filter { $0.currency == currency && $0.amount > 0 }.suffix(Self.amounts))
        // Sums of money are spread evenly in their logarithms.
        let values = known.map { log(Double($0.amount) / 100) }
        let settings = try AnomalySettings(season: 1, significance: significance)
        // Too little to say anything from is told by the note.
        guard let found = try? SeasonalAnomalies(values, settings: settings), found.deviation > 0 else { return nil }
        let items = found.anomalies.filter { !known[$0.place].isPaid }.map { anomaly in
            AnomalyInsight(
                metric: Self.amount, time: known[anomaly.place].time, value: Double(known[anomaly.place].amount) / 100,
                expected: exp(anomaly.expected), score: anomaly.score, subject: known[anomaly.place].attempt)
        }
        return Finding(
            metric: Self.amount, items: items,
            // What cannot be judged has its findings all the same.
            backtest: try? SeasonalAnomalies.backtest(values, settings: settings))
    }
}
