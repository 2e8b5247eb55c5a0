import Glibc

/// The Theta method (Assimakopoulos and Nikolopoulos, "The Theta Model", International Journal of Forecasting 16, 2000) as
/// exponential smoothing with half of the slope of the regression on time as its drift (Hyndman and Billah, "Unmasking the Theta
/// Method", International Journal of Forecasting 19, 2003): with n values, h steps ahead,
/// ℓₙ + b₀/2 · (h − 1 + 1/α − (1 − α)ⁿ/α). It reads the series without its season, where it has one.
struct ThetaMethod: ForecastState {
    private let alpha: Double
    private let slope: Double
    private let indices: [Double]
    private let kind: HoltWinters.Kind
    private var level: Double
    /// (1 − α)ⁿ
    private var forgotten = 1.0
    private var place = 0

    init(alpha: Double, slope: Double, level: Double, indices: [Double], kind: HoltWinters.Kind) {
        self.alpha = alpha
        self.slope = slope
        self.level = level
        self.indices = indices
        self.kind = kind
    }

    var next: Double {
        let plain = level + slope / 2 * (1 - forgotten) / alpha
        guard !indices.isEmpty else { return plain }
        return kind == .additive ? plain + indices[place] : plain * indices[place]
    }

    mutating func advance(_ value: Double) {
        var plain = value
        if !indices.isEmpty {
            plain = kind == .additive ? value - indices[place] : value / indices[place]
            place = (place + 1) % indices.count
        }
        level += alpha * (plain - level)
        forgotten *= 1 - alpha
    }

    /// - Throws: ``ScienceError/tooLittle(of:count:needed:)`` for fewer than eight values.
    static func fit(_ values: [Double], season: Int) throws(ScienceError) -> FittedForecast {
        guard values.count >= 8 else { throw .tooLittle(of: "periods", count: values.count, needed: 8) }
        let kind: HoltWinters.Kind = values.allSatisfy { $0 > 0 } ? .multiplicative : .additive
        let isSeasonal = season > 1 && values.count >= 2 * season && hasSeason(values, season: season)
        let indices = isSeasonal ? SeasonalIndices(values, season: season, kind: kind).values : []
        let plain = values.enumerated().map { place, value in
            guard isSeasonal else { return value }
            let index = indices[place % season]
            return kind == .additive ? value - index : value / index
        }
        let alpha = smoothing(of: plain)
        return FittedForecast(
            .theta, reading: values, parameterCount: 3 + indices.count, parameters: ["alpha": alpha],
            from: ThetaMethod(alpha: alpha, slope: slope(of: plain), level: plain[0], indices: indices, kind: kind))
    }

    /// Of the line through the values.
    static func slope(of values: [Double]) -> Double {
        let middle = Double(values.count - 1) / 2
        let mean = Statistics.mean(values)
        let (products, squares) = values.enumerated().reduce((0.0, 0.0)) { sums, value in
            let distance = Double(value.offset) - middle
            return (sums.0 + distance * (value.element - mean), sums.1 + distance * distance)
        }
        return products / squares
    }

    /// α of simple exponential smoothing from the first value, by the least squared error one step ahead.
    static func smoothing(of values: [Double]) -> Double {
        func squaredError(_ alpha: Double) -> Double {
            var level = values[0]
            var sum = 0.0
            for value in values {
                let error = value - level
                sum += error * error
                level += alpha * error
            }
            return sum
        }
        // The error may have several valleys: the deepest of a grid, then a search within it.
        let grid = (1...40).map { Double($0) / 40 }
        let errors = grid.map(squaredError)
        let deepest = errors.indices.min { errors[$0] < errors[$1] } ?? 0
        var (low, high) = (max(1e-4, grid[deepest] - 1.0 / 40), min(1, grid[deepest] + 1.0 / 40))
        let golden = (5.0.squareRoot() - 1) / 2
        while high - low > 1e-8 {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low))
            if squaredError(left) < squaredError(right) { high = right } else { low = left }
        }
        return (low + high) / 2
    }

    /// Whether the autocorrelation a season apart is more than chance makes it at 10 % (Assimakopoulos and Nikolopoulos; with the
    /// variance of Bartlett's formula).
    static func hasSeason(_ values: [Double], season: Int) -> Bool {
        let mean = Statistics.mean(values)
        let distances = values.map { $0 - mean }
        let whole = distances.reduce(0) { $0 + $1 * $1 }
        guard whole > 0 else { return false }
        func correlation(_ lag: Int) -> Double {
            zip(distances, distances.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 } / whole
        }
        let before = (0..<season).reduce(0) { $0 + correlation($1) * correlation($1) }
        let last = correlation(season)
        return Double(values.count) * last * last / before > 2.705_543_454_095_404
    }
}
