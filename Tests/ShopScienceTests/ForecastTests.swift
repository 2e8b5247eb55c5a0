import MeshCore
import ShopScience
import Testing

@Suite("Forecasts and stock")
struct ForecastTests {
    /// A week's pattern, a slow rise and noise.
    static func demand(days: Int, noise: Double = 3, seed: UInt64) -> [Double] {
        var random = SplitMix64(seed: seed)
        let week = [1.0, 0.8, 0.8, 0.9, 1.1, 1.5, 1.4]
        return (0..<days).map { day in
            let level = (40 + 0.1 * Double(day)) * week[day % 7]
            return max(0, level + noise * random.normal())
        }
    }

    @Test("The method that back-tests choose beats the seasonal naive one, and says by how much")
    func choice() throws {
        let forecast = try DemandForecast(
            Self.demand(days: 140, seed: 1), settings: ForecastSettings(horizon: 7, originCount: 6))
        let report = try #require(forecast.report)
        #expect(report.beatsBaseline)
        #expect(report.caseCount == 14)
        #expect(report.measures.map(\.name) == ["MASE", "sMAPE %", "RMSE"])
        #expect(report["RMSE"].map { $0.value < 5 } == true)
        #expect(forecast.trials.count == 4)
        #expect(forecast.trials.first?.method == forecast.fitted.method)
        #expect(zip(forecast.trials, forecast.trials.dropFirst()).allSatisfy { $0.mase <= $1.mase })
        #expect(forecast.periods.count == 7)
        #expect(forecast.periods.allSatisfy { $0.low < $0.mean && $0.mean < $0.high })
    }

    @Test("The seasonal naive forecast is last season's, and its interval widens with the next one")
    func naive() throws {
        let values = [1.0, 5, 3, 2, 6, 3]
        let fitted = try ForecastMethod.seasonalNaive.fit(values, season: 3)
        #expect(fitted.means(horizon: 4) == [2, 6, 3, 2])
        #expect(fitted.residuals == [1, 1, 0])
        let paths = try ForecastMethod.seasonalNaive.fit(Self.demand(days: 70, seed: 3), season: 7)
            .paths(count: 400, horizon: 14, seed: 1)
        func spread(_ step: Int) -> Double {
            let sorted = paths.map { $0[step] }.sorted()
            return sorted[360] - sorted[40]
        }
        #expect(spread(8) > 1.2 * spread(1))
    }

    @Test("Intervals hold as many outcomes as they say, over many series")
    func coverage() throws {
        let settings = try ForecastSettings(horizon: 7, originCount: 1, coverage: 0.8, pathCount: 200)
        var (inside, count) = (0, 0)
        for seed in 0..<12 as Range<UInt64> {
            let series = Self.demand(days: 91, seed: seed)
            let forecast = try DemandForecast(Array(series.dropLast(7)), settings: settings)
            for (period, actual) in zip(forecast.periods, series.suffix(7)) {
                inside += period.low <= actual && actual <= period.high ? 1 : 0
                count += 1
            }
        }
        let share = Double(inside) / Double(count)
        #expect((0.7...0.95).contains(share), "\(share) of \(count)")
    }

    @Test("Series that are too short, or not above 0, have fewer methods")
    func short() throws {
        let settings = try ForecastSettings(season: 7, horizon: 3)
        let few = try DemandForecast([1, 2, 3, 4, 5, 6, 7, 8, 9], settings: settings)
        #expect(few.fitted.method == .seasonalNaive)
        #expect(few.report == nil)
        #expect(few.periods.map(\.mean) == [3, 4, 5])
        #expect(throws: ScienceError.tooLittle(of: "periods", count: 8, needed: 9)) {
            try DemandForecast([1, 2, 3, 4, 5, 6, 7, 8], settings: settings)
        }
        #expect(throws: ScienceError.notFinite("the series' values")) {
            try DemandForecast([Double](repeating: .nan, count: 30), settings: settings)
        }
        var zeros = Self.demand(days: 70, seed: 2)
        zeros[3] = 0
        let withZero = try DemandForecast(zeros, settings: settings)
        #expect(!withZero.trials.map(\.method).contains(.holtWintersMultiplicative))
        // Nothing sold in the very end: every beginning could be read, and the whole cannot.
        let ending = try DemandForecast(Self.demand(days: 70, seed: 2) + [0], settings: settings)
        #expect(ending.fitted.method != .holtWintersMultiplicative)
        #expect(!ending.trials.map(\.method).contains(.holtWintersMultiplicative))
        let nothing = try DemandForecast([Double](repeating: 0, count: 60), settings: settings)
        #expect(nothing.periods.allSatisfy { $0.mean == 0 && $0.low == 0 && $0.high == 0 })
    }

    @Test("An order fills the stock up to what the service level asks, in whole packs")
    func reorder() throws {
        let settings = try ForecastSettings(horizon: 14, originCount: 2, pathCount: 400)
        let forecast = try DemandForecast(Self.demand(days: 120, seed: 4), settings: settings)
        let policy = try ReorderPolicy(leadTime: 6, coverTime: 7, serviceLevel: 0.95, packSize: 12)
        let low = policy.suggestion(from: forecast, onHand: 100, onOrder: 20)
        // A week sells some 390.
        #expect((350...480).contains(low.reorderPoint), "\(low)")
        #expect(low.safetyStock > 5)
        #expect(low.position == 120)
        #expect(low.quantity % 12 == 0)
        #expect(Double(low.quantity) >= low.orderUpTo - 120 && Double(low.quantity) < low.orderUpTo - 120 + 12)
        #expect(low.stockOutRisk == 1)
        let full = policy.suggestion(from: forecast, onHand: low.orderUpTo)
        #expect(full.quantity == 0)
        #expect(full.stockOutRisk == 0)
        let careful = try ReorderPolicy(leadTime: 6, serviceLevel: 0.99).suggestion(from: forecast, onHand: 100)
        #expect(careful.reorderPoint > low.reorderPoint)
        let least = try ReorderPolicy(leadTime: 6, packSize: 50, minimumOrder: 1020)
            .suggestion(from: forecast, onHand: 300)
        #expect(least.quantity == 1050)
    }

    @Test("Settings without a meaning are refused")
    func refused() {
        #expect(throws: ScienceError.self) { try ForecastSettings(season: 0) }
        #expect(throws: ScienceError.self) { try ForecastSettings(coverage: 1) }
        #expect(throws: ScienceError.self) { try ForecastSettings(horizon: 0) }
        #expect(throws: ScienceError.self) { try ReorderPolicy(leadTime: -1) }
        #expect(throws: ScienceError.self) { try ReorderPolicy(leadTime: 1, serviceLevel: 1) }
        #expect(throws: ScienceError.self) { try ReorderPolicy(leadTime: 1, packSize: 0) }
        #expect(throws: ScienceError.self) { try ForecastMethod.theta.fit([1, 2, 3], season: 0) }
    }
}
