/// A rolling back-test: a method reads a series up to a point and forecasts from there, again and again with the point further on
/// (Tashman, "Out-of-Sample Tests of Forecasting Accuracy", International Journal of Forecasting 16, 2000).
struct ForecastBacktest {
    /// How many values have been read before each forecast; ascending.
    let origins: [Int]
    let horizon: Int
    let season: Int

    /// - Parameters:
    ///   - count: Of the series' values.
    ///   - originCount: How many forecasts at most; each begins where another ends, as long as two seasons and eight values
    ///     are left before the first.
    init(count: Int, horizon: Int, season: Int, originCount: Int) {
        self.horizon = horizon
        self.season = season
        let least = max(8, 2 * season)
        origins = (1...max(1, originCount)).map { count - horizon * $0 }.filter { $0 >= least }.reversed()
    }

    /// How wrong a method is from each origin; nil where it cannot be used at one of them.
    func errors(
        of method: ForecastMethod, on values: [Double], floor: Double, from origins: some Sequence<Int>
    ) -> ErrorSums? {
        var sums = ErrorSums()
        for origin in origins {
            let known = Array(values.prefix(origin))
            // A method that cannot read one of the beginnings is out.
            guard let fitted = try? method.fit(known, season: season) else { return nil }
            let scale = Self.naiveDistance(known, season: season)
            for (answer, actual) in zip(fitted.means(horizon: horizon), values[origin...]) {
                sums.add(max(floor, answer), actual: actual, scale: scale)
            }
        }
        return sums
    }

    /// The mean distance of values from those a season before; 1 when nothing ever changed.
    private static func naiveDistance(_ values: [Double], season: Int) -> Double {
        let mean = Statistics.mean(zip(values, values.dropFirst(season)).map { abs($0 - $1) })
        return mean > 0 ? mean : 1
    }
}
