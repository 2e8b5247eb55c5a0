import MeshCore

/// A method that has read a series.
package struct FittedForecast: Sendable {
    package let method: ForecastMethod
    /// What it expected each time, for as many of the last values as there were expectations.
    package let fitted: [Double]
    /// What came less what it expected.
    package let residuals: [Double]
    /// The smoothing parameters by their usual names.
    package let parameters: [String: Double]
    private let parameterCount: Int
    private var state: any ForecastState

    /// Reads values one by one.
    init(
        _ method: ForecastMethod, reading values: [Double], parameterCount: Int, parameters: [String: Double] = [:],
        from start: some ForecastState
    ) {
        var state = start
        var (fitted, residuals) = ([Double](), [Double]())
        for value in values {
            let expected = state.next
            fitted.append(expected)
            residuals.append(value - expected)
            state.advance(value)
        }
        self.method = method
        self.fitted = fitted
        self.residuals = residuals
        self.parameters = parameters
        self.parameterCount = parameterCount
        self.state = state
    }

    /// The sum of the squares of the residuals.
    package var squaredError: Double { residuals.reduce(0) { $0 + $1 * $1 } }

    /// What it expects next.
    var next: Double { state.next }

    /// Takes what came; `fitted` and `residuals` stay those of the fit.
    mutating func advance(_ value: Double) { state.advance(value) }

    /// By how much errors are greater than the residuals, whose parameters were chosen to make them small: the root of n / (n − p).
    var outOfSampleGrowth: Double {
        (Double(residuals.count) / Double(max(1, residuals.count - parameterCount))).squareRoot()
    }

    /// What is expected of the next periods.
    package func means(horizon: Int) -> [Double] {
        var state = state
        return (0..<horizon).map { _ in
            let expected = state.next
            state.advance(expected)
            return expected
        }
    }

    /// How the next periods may go: each value is what was expected after the ones before it, and an error that was made once
    /// (a bootstrap of the residuals; Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", section 5.5). The errors
    /// are made greater by `outOfSampleGrowth`.
    ///
    /// - Parameters:
    ///   - floor: No value is less; 0 for what is counted.
    ///   - seed: The same one draws the same paths.
    package func paths(count: Int, horizon: Int, floor: Double = -.infinity, seed: UInt64) -> [[Double]] {
        let middle = Statistics.mean(residuals)
        let errors = residuals.map { ($0 - middle) * outOfSampleGrowth }
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            var state = state
            return (0..<horizon).map { _ in
                let value = max(floor, state.next + (errors.isEmpty ? 0 : errors[random.below(errors.count)]))
                state.advance(value)
                return value
            }
        }
    }
}
