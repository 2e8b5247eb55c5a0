/// Values that neither trend nor season explain: the seasonal hybrid ESD test (Hochenbaum, Vallis and Kejariwal, "Automatic
/// Anomaly Detection in the Cloud Via Statistical Learning", 2017), which is Rosner's generalized test for many outliers ("Percentage
/// Points for a Generalized ESD Many-Outlier Procedure", Technometrics 25, 1983) with the median instead of the mean, and the deviation of what lies near
/// it (`Statistics.reweightedDeviation`: the median's own deviation wavers so much that it makes thrice the false alarms), on what a
/// decomposition by medians leaves.
package struct SeasonalAnomalies: Hashable, Sendable {
    /// A value that is called one.
    package struct Anomaly: Hashable, Sendable {
        /// Its place in the series.
        package let place: Int
        package let value: Double
        /// Trend and season there.
        package let expected: Double
        /// How far it is off, in robust standard deviations; below 0 when the value is too small.
        package let score: Double
    }

    /// In the order of the series.
    package let anomalies: [Anomaly]
    /// The robust standard deviation of what is left; 0 when more than half of all values are as expected exactly, and then
    /// nothing is called an anomaly.
    package let deviation: Double

    /// - Parameter values: One for each period, the oldest first.
    /// - Throws: ``ScienceError`` for fewer than 14 values, less than two seasons, and values that are no numbers.
    package init(_ values: [Double], settings: AnomalySettings) throws(ScienceError) {
        guard values.allSatisfy(\.isFinite) else { throw .notFinite("the series' values") }
        let needed = max(14, 2 * settings.season)
        guard values.count >= needed else { throw .tooLittle(of: "periods", count: values.count, needed: needed) }
        let parts = RobustDecomposition(values, season: settings.season)
        deviation = Statistics.reweightedDeviation(parts.residuals)
        let middle = Statistics.median(parts.residuals)
        guard deviation > 0 else {
            anomalies = []
            return
        }
        let scale = deviation
        anomalies = Self.outliers(parts.residuals, settings: settings).sorted().map { place in
            Anomaly(
                place: place, value: values[place], expected: parts.trend[place] + parts.season[place] + middle,
                score: (parts.residuals[place] - middle) / scale)
        }
    }

    /// Takes the farthest value out again and again; those up to the last one that was too far are outliers.
    private static func outliers(_ residuals: [Double], settings: AnomalySettings) -> [Int] {
        let count = residuals.count
        var rest = residuals.indices.sorted { residuals[$0] < residuals[$1] }[...]
        var removed: [Int] = []
        var outlierCount = 0
        for number in 1...max(1, Int(Double(count) * settings.greatestShare)) {
            let left = rest.map { residuals[$0] }
            let middle = Statistics.quantile(0.5, ofSorted: left)
            let deviation = Statistics.reweightedDeviation(left)
            guard deviation > 0, let first = left.first, let last = left.last else { break }
            let isLow = middle - first > last - middle
            let statistic = max(middle - first, last - middle) / deviation
            removed.append(isLow ? rest.removeFirst() : rest.removeLast())
            let remaining = Double(count - number)
            let t = StudentDistribution(degreesOfFreedom: remaining - 1)
                .quantile(1 - settings.significance / (2 * (remaining + 1)))
            let limit = remaining * t / ((remaining - 1 + t * t) * (remaining + 1)).squareRoot()
            if statistic > limit { outlierCount = number }
        }
        return Array(removed.prefix(outlierCount))
    }
}
