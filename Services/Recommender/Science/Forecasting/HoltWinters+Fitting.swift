extension HoltWinters {
    /// - Throws: ``ScienceError/tooLittle(of:count:needed:)`` for less than two seasons and eight values, or
    ///   ``ScienceError/invalidSetting(name:reason:)`` for a multiplicative season of values that are not above 0.
    static func fit(_ values: [Double], season: Int, kind: Kind) throws(ScienceError) -> FittedForecast {
        let needed = max(8, 2 * season)
        guard values.count >= needed else { throw .tooLittle(of: "periods", count: values.count, needed: needed) }
        if kind == .multiplicative, !values.allSatisfy({ $0 > 0 }) {
            throw .invalidSetting(name: "a multiplicative season", reason: "needs values above 0 only")
        }
        let start = start(of: values, season: season, kind: kind)
        return fit(values, season: season, kind: kind, start: start)
    }

    /// Fits the smoothing parameters alone, by the least squared error one step ahead.
    static func fit(_ values: [Double], season: Int, kind: Kind, start: Start) -> FittedForecast {
        let parameters = parameters(for: values, kind: kind, start: start)
        let method: ForecastMethod = kind == .additive ? .holtWintersAdditive : .holtWintersMultiplicative
        var named = ["alpha": parameters.alpha, "beta": parameters.beta]
        if season > 1 { named["gamma"] = parameters.gamma }
        return FittedForecast(
            method, reading: values, parameterCount: named.count + 1 + start.season.count, parameters: named,
            from: HoltWinters(kind, parameters, start: start))
    }

    /// The best of three searches, from fast, slow and hardly any learning.
    private static func parameters(for values: [Double], kind: Kind, start: Start) -> Parameters {
        let search = SimplexSearch(reach: 1, tolerance: 1e-8, roundLimit: 200)
        let beginnings: [[Double]] = [[0, -1, -1], [-2, -2, -1], [-4, -3, -4]]
        let found = beginnings.map { beginning in
            search.minimum(from: beginning) { point in
                squaredError(of: values, HoltWinters(kind, Parameters(free: point), start: start))
            }
        }
        return Parameters(free: (found.min { $0.value < $1.value } ?? found[0]).point)
    }

    private static func squaredError(of values: [Double], _ start: HoltWinters) -> Double {
        var state = start
        var sum = 0.0
        for value in values {
            let error = value - state.next
            sum += error * error
            state.advance(value)
        }
        return sum
    }

    /// The season of what stands at the beginning, and the line through what is left of it (Hyndman, Koehler, Ord and Snyder, section
    /// 2.6.1).
    private static func start(of values: [Double], season: Int, kind: Kind) -> Start {
        let indices =
            season > 1 ? SeasonalIndices(Array(values.prefix(4 * season)), season: season, kind: kind).values : []
        let adjusted = values.prefix(max(10, 2 * season)).enumerated().map { place, value in
            guard season > 1 else { return value }
            let index = indices[place % season]
            return kind == .additive ? value - index : value / index
        }
        let middle = Double(adjusted.count + 1) / 2
        let mean = Statistics.mean(adjusted)
        let (products, squares) = adjusted.enumerated().reduce((0.0, 0.0)) { sums, value in
            let distance = Double(value.offset + 1) - middle
            return (sums.0 + distance * (value.element - mean), sums.1 + distance * distance)
        }
        let trend = products / squares
        return Start(level: mean - trend * middle, trend: trend, season: indices)
    }
}
