import MeshCore

extension Segmentation {
    /// Whether segments foretell what customers spend: customers are grouped as of a day, half of them say what their segment spends
    /// after it, and the other half is what that is held against. The baseline is what all of the first half spend in the mean.
    ///
    /// - Parameters:
    ///   - day: Nothing that came from then on is known to the segments.
    ///   - horizon: How many days of spending are foretold.
    /// - Throws: ``ScienceError``, for too few customers on either side.
    package static func backtest(
        _ histories: [CustomerHistory], asOf day: Double, horizon: Double, settings: SegmentSettings
    ) throws(ScienceError) -> BacktestReport {
        let known = histories.filter { history in history.events.contains { $0.kind == .purchase && $0.day < day } }
        var random = SplitMix64(seed: settings.seed)
        var learners: [CustomerHistory] = []
        var judges: [CustomerHistory] = []
        for history in known {
            if random.next() & 1 == 0 { learners.append(history) } else { judges.append(history) }
        }
        guard !judges.isEmpty else { throw .tooLittle(of: "customers who bought", count: known.count, needed: 2) }
        let segmentation = try Segmentation(learners, asOf: day, settings: settings)
        func spending(_ history: CustomerHistory) -> Double {
            history.purchases(in: day..<day + horizon).reduce(0) { $0 + $1.amount }
        }
        var sums = [Double](repeating: 0, count: segmentation.segments.count)
        for (history, label) in zip(learners, segmentation.labels) { sums[label] += spending(history) }
        let whole = sums.reduce(0, +) / Double(learners.count)
        let means = zip(sums, segmentation.segments).map { $0 / Double(max(1, $1.customerCount)) }
        let (table, _) = CustomerFeature.table(of: judges, asOf: day, columns: features)
        var (own, naive) = (ErrorSums(), ErrorSums())
        for (history, label) in zip(judges, segmentation.labels(of: table)) {
            let actual = spending(history)
            own.add(means[label], actual: actual)
            naive.add(whole, actual: actual)
        }
        return BacktestReport(
            method: "mean spending of the segment", baseline: "mean spending of all",
            protocolText: """
                spending of the last \(Int(horizon)) days, which the segments had not seen; \(learners.count) customers say what a segment \
                spends, \(judges.count) others are foretold
                """,
            caseCount: own.count,
            measures: [.init("RMSE", own.rmse, baseline: naive.rmse), .init("MAE", own.mae, baseline: naive.mae)])
    }
}
