/// What is expected of a series, by the method that was best on its past.
package struct DemandForecast: Sendable {
    /// What is expected of a period.
    package struct Period: Hashable, Sendable, Encodable {
        package let mean: Double
        /// The interval that holds as many outcomes as the settings ask.
        package let low: Double
        package let high: Double
    }

    /// One method on the origins that chose.
    package struct Trial: Hashable, Sendable, Encodable {
        package let method: ForecastMethod
        package let mase: Double
        package let smape: Double
        package let rmse: Double
    }

    package let fitted: FittedForecast
    package let periods: [Period]
    /// Every method that could be used, the best first.
    package let trials: [Trial]
    /// How wrong the chosen one is, beside the naive baseline; nil when the past is too short to be forecast.
    package let report: BacktestReport?
    private let settings: ForecastSettings

    /// - Parameter values: One for each period, the oldest first, without gaps.
    /// - Throws: ``ScienceError`` for fewer than a season and two values, and values that are no numbers.
    package init(_ values: [Double], settings: ForecastSettings) throws(ScienceError) {
        self.settings = settings
        var fits: [ForecastMethod: FittedForecast] = [:]
        let naive = try ForecastMethod.seasonalNaive.fit(values, season: settings.season)
        for method in ForecastMethod.allCases {
            // A method that cannot read the whole series is out, even if it could read its beginning.
            fits[method] = try? method.fit(values, season: settings.season)
        }
        let test = ForecastBacktest(
            count: values.count, horizon: settings.horizon, season: settings.season, originCount: settings.originCount)
        // Who chooses by an error states it too small: the last third of the origins judges and does not choose.
        let judgeCount = test.origins.count > 1 ? max(1, test.origins.count / 3) : 0
        let choosing = test.origins.dropLast(judgeCount)
        let judging = judgeCount > 0 ? test.origins.suffix(judgeCount) : test.origins[...]
        var trials: [Trial] = []
        for method in ForecastMethod.allCases where fits[method] != nil {
            let sums = test.errors(of: method, on: values, floor: settings.floor, from: choosing)
            guard let sums, sums.count > 0 else { continue }
            trials.append(Trial(method: method, mase: sums.mase, smape: sums.smape, rmse: sums.rmse))
        }
        trials.sort { $0.mase < $1.mase }
        self.trials = trials
        let method = trials.first?.method ?? .seasonalNaive
        fitted = fits[method] ?? naive
        report = Self.report(of: method, on: values, test, choosing: choosing, judging: judging, settings)
        let paths = fitted.paths(
            count: settings.pathCount, horizon: settings.horizon, floor: settings.floor, seed: settings.seed)
        periods = fitted.means(horizon: settings.horizon).enumerated().map { step, mean in
            let sorted = paths.map { $0[step] }.sorted()
            return Period(
                mean: max(settings.floor, mean),
                low: Statistics.quantile((1 - settings.coverage) / 2, ofSorted: sorted),
                high: Statistics.quantile((1 + settings.coverage) / 2, ofSorted: sorted))
        }
    }

    /// Sums of demand over so many periods as they may come, ascending.
    package func totals(over periodCount: Int) -> [Double] {
        fitted.paths(count: settings.pathCount, horizon: periodCount, floor: settings.floor, seed: settings.seed)
            .map { $0.reduce(0, +) }.sorted()
    }

    private static func report(
        of method: ForecastMethod, on values: [Double], _ test: ForecastBacktest, choosing: ArraySlice<Int>,
        judging: ArraySlice<Int>, _ settings: ForecastSettings
    ) -> BacktestReport? {
        guard let own = test.errors(of: method, on: values, floor: settings.floor, from: judging), own.count > 0,
            let naive = test.errors(of: .seasonalNaive, on: values, floor: settings.floor, from: judging)
        else { return nil }
        let choice =
            choosing.isEmpty || choosing == judging
            ? "by the same one" : "by the \(choosing.count) before them"
        return BacktestReport(
            method: method.rawValue, baseline: ForecastMethod.seasonalNaive.rawValue,
            protocolText: """
                the last \(judging.count) of \(test.origins.count) rolling origins, \(settings.horizon) periods ahead of each; the method \
                was chosen \(choice)
                """,
            caseCount: own.count,
            measures: [
                .init("MASE", own.mase, baseline: naive.mase), .init("sMAPE %", own.smape, baseline: naive.smape),
                .init("RMSE", own.rmse, baseline: naive.rmse),
            ])
    }
}
