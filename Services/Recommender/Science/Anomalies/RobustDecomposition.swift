/// A series as a trend, a season and what is left, by medians, so that single values far off do not show in trend and season. What
/// is expected of a value is reckoned from the others: a value that is itself the median would be left with nothing, and too many
/// such nothings make what is left seem smaller than it is.
struct RobustDecomposition: Hashable {
    let trend: [Double]
    /// By the series' values, not by the season's periods.
    let season: [Double]
    let residuals: [Double]

    /// - Parameters:
    ///   - values: At least one.
    ///   - season: How many periods it has; 1 for none. Shorter series than two of it have none.
    init(_ values: [Double], season length: Int) {
        let length = values.count >= 2 * length ? length : 1
        let reach = max(length, 7)
        var season = [Double](repeating: 0, count: values.count)
        var trend: [Double] = []
        // The first trend still has the season in it; the second one does not.
        for _ in 0..<2 {
            let current = season
            trend = Self.movingMedian(values.indices.map { values[$0] - current[$0] }, reach: reach)
            guard length > 1 else { break }
            let smooth = trend
            var periods = (0..<length).map { period in
                Statistics.median(stride(from: period, to: values.count, by: length).map { values[$0] - smooth[$0] })
            }
            let middle = Statistics.mean(periods)
            periods = periods.map { $0 - middle }
            season = values.indices.map { periods[$0 % length] }
        }
        if length > 1 { season = Self.seasonWithoutEach(values.indices.map { values[$0] - trend[$0] }, length: length) }
        self.trend = trend
        self.season = season
        residuals = values.indices.map { values[$0] - trend[$0] - season[$0] }
    }

    /// The median of so many values on both sides of each, without itself; of fewer at the ends.
    private static func movingMedian(_ values: [Double], reach: Int) -> [Double] {
        values.indices.map { place in
            Statistics.median(
                Array(values[max(0, place - reach)..<place])
                    + Array(values[min(values.count, place + 1)..<min(values.count, place + reach + 1)]))
        }
    }

    /// For each value the median of the others of its period, less the mean of all periods' medians.
    private static func seasonWithoutEach(_ values: [Double], length: Int) -> [Double] {
        let periods = (0..<length).map { stride(from: $0, to: values.count, by: length).map { values[$0] } }
        let middle = Statistics.mean(periods.map(Statistics.median))
        return values.indices.map { place in
            var others = periods[place % length]
            others.remove(at: place / length)
            return Statistics.median(others) - middle
        }
    }
}
