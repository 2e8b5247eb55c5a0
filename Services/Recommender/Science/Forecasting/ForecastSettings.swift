/// How a series is forecast.
package struct ForecastSettings: Hashable, Sendable {
    /// How many periods a season has; 1 for none.
    package let season: Int
    /// How many periods are forecast.
    package let horizon: Int
    /// How many times the past is forecast to choose and judge a method.
    package let originCount: Int
    /// The share of outcomes that an interval is to hold.
    package let coverage: Double
    /// No forecast is less: 0 for what is counted.
    package let floor: Double
    /// How many futures are drawn for intervals and stock.
    package let pathCount: Int
    /// What they are drawn from.
    package let seed: UInt64

    /// - Throws: ``ScienceError/invalidSetting(name:reason:)``.
    package init(
        season: Int = 7, horizon: Int = 14, originCount: Int = 6, coverage: Double = 0.9, floor: Double = 0,
        pathCount: Int = 1000, seed: UInt64 = 42
    ) throws(ScienceError) {
        guard (1...1000).contains(season) else { throw .invalidSetting(name: "season", reason: "must be 1 to 1000") }
        guard (1...1000).contains(horizon) else { throw .invalidSetting(name: "horizon", reason: "must be 1 to 1000") }
        guard (1...100).contains(originCount) else {
            throw .invalidSetting(name: "origins", reason: "must be 1 to 100")
        }
        guard coverage > 0, coverage < 1 else {
            throw .invalidSetting(name: "coverage", reason: "must be more than 0 and less than 1")
        }
        guard (100...100_000).contains(pathCount) else {
            throw .invalidSetting(name: "paths", reason: "must be 100 to 100000")
        }
        self.season = season
        self.horizon = horizon
        self.originCount = originCount
        self.coverage = coverage
        self.floor = floor
        self.pathCount = pathCount
        self.seed = seed
    }
}
