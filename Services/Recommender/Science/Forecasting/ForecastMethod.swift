/// Ways of forecasting a series.
package enum ForecastMethod: String, CaseIterable, Codable, Sendable {
    /// What was a season ago; the last value where there is no season.
    case seasonalNaive = "seasonal-naive"
    /// Level, trend and season, added.
    case holtWintersAdditive = "holt-winters-additive"
    /// Level and trend, times a season: for series above 0.
    case holtWintersMultiplicative = "holt-winters-multiplicative"
    /// Exponential smoothing with half of the trend, of the series without its season.
    case theta

    /// Reads a series.
    ///
    /// - Parameters:
    ///   - values: One for each period, the oldest first.
    ///   - season: How many periods a season has; 1 for none.
    /// - Throws: ``ScienceError`` where the method cannot be used on these values.
    package func fit(_ values: [Double], season: Int) throws(ScienceError) -> FittedForecast {
        guard season > 0 else { throw .invalidSetting(name: "season", reason: "must be at least 1") }
        guard values.allSatisfy(\.isFinite) else { throw .notFinite("the series' values") }
        switch self {
        case .seasonalNaive: return try SeasonalNaive.fit(values, season: season)
        case .holtWintersAdditive: return try HoltWinters.fit(values, season: season, kind: .additive)
        case .holtWintersMultiplicative: return try HoltWinters.fit(values, season: season, kind: .multiplicative)
        case .theta: return try ThetaMethod.fit(values, season: season)
        }
    }
}
