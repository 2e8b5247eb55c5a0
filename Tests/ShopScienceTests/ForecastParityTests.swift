import MeshCore
import Testing

@testable import ShopScience

@Suite("Forecasts beside statsmodels")
struct ForecastParityTests {
    @Test("Holt-Winters with the same parameters has the same fitted values; fitted by us, its error is as small")
    func holtWinters() throws {
        for expected in try Golden("Series")["holtWinters"].list {
            let kind: HoltWinters.Kind = try expected["kind"].string == "mul" ? .multiplicative : .additive
            let values = try expected["values"].doubles
            let start = HoltWinters.Start(
                level: try expected["start"]["level"].double, trend: try expected["start"]["trend"].double,
                season: try expected["start"]["season"].doubles)
            let given = HoltWinters.Parameters(
                alpha: try expected["given"]["alpha"].double, beta: try expected["given"]["beta"].double,
                gamma: try expected["given"]["gamma"].double)
            let fixed = FittedForecast(
                .holtWintersAdditive, reading: values, parameterCount: 3,
                from: HoltWinters(kind, given, start: start))
            for (own, theirs) in zip(fixed.fitted, try expected["fitted"].doubles) {
                #expect(isNear(own, theirs, tolerance: 1e-9), "\(own), not \(theirs)")
            }
            // statsmodels forecasts the last value's period without what that value taught.
            let forecast = try expected["forecast"].doubles
            for (step, own) in fixed.means(horizon: 9).enumerated() where (step + 1) % start.season.count != 0 {
                #expect(isNear(own, forecast[step], tolerance: 1e-9), "\(own), not \(forecast[step])")
            }
            #expect(isNear(fixed.squaredError, try expected["squaredError"].double, tolerance: 1e-9))
            let fitted = HoltWinters.fit(values, season: start.season.count, kind: kind, start: start)
            let least = try expected["leastSquaredError"].double
            #expect(fitted.squaredError <= 1.001 * least, "\(fitted.squaredError), statsmodels \(least)")
            #expect(fitted.parameters.keys.sorted() == ["alpha", "beta", "gamma"])
        }
    }

    @Test("Theta finds the same seasons and drift, and forecasts the same")
    func theta() throws {
        for expected in try Golden("Series")["theta"].list {
            let values = try expected["values"].doubles
            let season = try expected["season"].int
            let isSeasonal = try expected["isSeasonal"].bool
            #expect(ThetaMethod.hasSeason(values, season: season) == isSeasonal)
            let kind: HoltWinters.Kind = try expected["isMultiplicative"].bool ? .multiplicative : .additive
            let indices = isSeasonal ? SeasonalIndices(values, season: season, kind: kind).values : []
            for (own, theirs) in zip(indices, try expected["seasonal"].doubles) {
                #expect(isNear(own, theirs, tolerance: 1e-9))
            }
            let plain = values.enumerated().map { place, value in
                indices.isEmpty
                    ? value : kind == .additive ? value - indices[place % season] : value / indices[place % season]
            }
            let slope = ThetaMethod.slope(of: plain)
            #expect(isNear(slope, try expected["slope"].double, tolerance: 1e-9))
            let fixed = FittedForecast(
                .theta, reading: values, parameterCount: 3,
                from: ThetaMethod(
                    alpha: try expected["alpha"].double, slope: slope, level: plain[0], indices: indices, kind: kind))
            let forecast = try expected["forecast"].doubles
            for (own, theirs) in zip(fixed.means(horizon: 10), forecast) {
                #expect(isNear(own, theirs, tolerance: 1e-6), "\(own), not \(theirs)")
            }
            var error = 0.0
            var level = plain[0]
            let alpha = ThetaMethod.smoothing(of: plain)
            for value in plain {
                error += (value - level) * (value - level)
                level += alpha * (value - level)
            }
            #expect(try error <= 1.001 * expected["squaredError"].double)
            // With all of ours, the forecast is near theirs: within 2 %.
            let own = try ForecastMethod.theta.fit(values, season: season).means(horizon: 10)
            #expect(zip(own, forecast).allSatisfy { abs($0 - $1) < 0.02 * max(10, abs($1)) })
        }
    }
}
