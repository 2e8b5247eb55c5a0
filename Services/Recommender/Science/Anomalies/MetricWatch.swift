/// Watches a metric value by value: what a forecast did not expect is judged by two control charts (Montgomery, "Introduction to
/// Statistical Quality Control", section 10.4).
package struct MetricWatch: Sendable {
    /// What is said of a value.
    package struct Reading: Hashable, Sendable {
        package let expected: Double
        /// How far the value is off, in robust standard deviations.
        package let score: Double
        /// Whether values that add up to too much have come, this one the last of them.
        package let isAlarm: Bool
    }

    private var forecast: FittedForecast
    private let deviation: Double
    private var average: EWMAChart
    private var sums: CUSUMChart

    /// - Parameters:
    ///   - history: Of the metric, the oldest value first: two seasons and eight values at least.
    ///   - season: How many periods a season has; 1 for none.
    ///   - falseAlarmRate: How many of the values may raise an alarm where nothing is wrong; each chart has half of it.
    /// - Throws: ``ScienceError``.
    package init(history: [Double], season: Int, falseAlarmRate: Double = 1.0 / 500) throws(ScienceError) {
        let fitted = try ForecastMethod.holtWintersAdditive.fit(history, season: season)
        let measured = Statistics.reweightedDeviation(fitted.residuals)
        guard measured > 0 else { throw .tooLittle(of: "different values", count: 0, needed: 1) }
        forecast = fitted
        deviation = measured * fitted.outOfSampleGrowth
        average = try EWMAChart(falseAlarmRate: falseAlarmRate / 2)
        sums = try CUSUMChart(falseAlarmRate: falseAlarmRate / 2)
    }

    /// Takes the next value. What is farther off than three standard deviations is learned as if it were just that far, so that an
    /// anomaly does not become what is expected (Gelper, Fried and Croux, "Robust Forecasting with Exponential and Holt-Winters
    /// Smoothing", Journal of Forecasting 29, 2010).
    package mutating func add(_ value: Double) -> Reading {
        let expected = forecast.next
        let score = (value - expected) / deviation
        forecast.advance(expected + min(3, max(-3, score)) * deviation)
        let alarms = (average.add(score), sums.add(score))
        return Reading(expected: expected, score: score, isAlarm: alarms.0 || alarms.1)
    }
}
