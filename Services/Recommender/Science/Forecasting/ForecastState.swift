/// A way of forecasting that has read a series up to some point: it tells the next value, and is told what it was.
protocol ForecastState: Sendable {
    /// What it expects next.
    var next: Double { get }

    /// Takes what came.
    mutating func advance(_ value: Double)
}
