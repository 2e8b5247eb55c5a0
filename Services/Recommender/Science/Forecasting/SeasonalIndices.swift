/// How much each period of a season is above the rest: the classical decomposition by moving averages (Hyndman and
/// Athanasopoulos, "Forecasting: Principles and Practice", section 3.4).
struct SeasonalIndices: Hashable {
    /// One for each period, that of the first value first. They have the mean 0 when they are added, 1 when they multiply.
    let values: [Double]

    /// - Parameters:
    ///   - series: At least two seasons; above 0 for a multiplicative season.
    ///   - season: At least 2.
    init(_ series: [Double], season: Int, kind: HoltWinters.Kind) {
        precondition(season > 1 && series.count >= 2 * season, "a season shows when it comes twice")
        var sums = [Double](repeating: 0, count: season)
        var counts = [Double](repeating: 0, count: season)
        let half = season / 2
        for place in half..<series.count - half {
            // With an even number of periods the ends count half, so that the window has a middle.
            var sum = series[place - half...place + half].reduce(0, +)
            if season.isMultiple(of: 2) { sum -= (series[place - half] + series[place + half]) / 2 }
            let trend = sum / Double(season)
            sums[place % season] += kind == .additive ? series[place] - trend : series[place] / trend
            counts[place % season] += 1
        }
        let means = zip(sums, counts).map { $1 > 0 ? $0 / $1 : (kind == .additive ? 0 : 1) }
        let middle = Statistics.mean(means)
        values = means.map { kind == .additive ? $0 - middle : $0 / middle }
    }
}
