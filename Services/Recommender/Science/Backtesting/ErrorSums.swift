/// The usual measures of how far answers are off.
struct ErrorSums: Hashable, Sendable {
    private(set) var count = 0
    private var squares = 0.0
    private var distances = 0.0
    private var shares = 0.0
    private var scaled = 0.0

    /// - Parameter scale: What a distance of 1 is for MASE.
    mutating func add(_ answer: Double, actual: Double, scale: Double = 1) {
        let distance = abs(answer - actual)
        count += 1
        squares += distance * distance
        distances += distance
        scaled += distance / scale
        let size = abs(answer) + abs(actual)
        if size > 0 { shares += 200 * distance / size }
    }

    /// The root of the mean of the squares.
    var rmse: Double { count > 0 ? (squares / Double(count)).squareRoot() : 0 }
    /// The mean of the distances.
    var mae: Double { count > 0 ? distances / Double(count) : 0 }
    /// The mean of the distances by the mean distance of the naive answers in what was known (Hyndman and Koehler, "Another Look
    /// at Measures of Forecast Accuracy", International Journal of Forecasting 22, 2006).
    var mase: Double { count > 0 ? scaled / Double(count) : 0 }
    /// The mean of 200 |y − f| / (|y| + |f|), in percent; 0 where both are 0 (Makridakis and Hibon, "The M3-Competition",
    /// International Journal of Forecasting 16, 2000).
    var smape: Double { count > 0 ? shares / Double(count) : 0 }
}
