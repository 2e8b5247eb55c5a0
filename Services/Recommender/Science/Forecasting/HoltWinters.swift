import Glibc

/// Exponential smoothing of a level, a trend and a season (Holt, 1957; Winters, "Forecasting Sales by Exponentially Weighted Moving
/// Averages", Management Science 6, 1960), in the form of Hyndman and Athanasopoulos, "Forecasting: Principles and Practice",
/// section 8.3, but that γ weighs the value less the level and trend that were expected. The trend is added in both kinds.
struct HoltWinters: ForecastState {
    /// How the season meets level and trend.
    enum Kind: Hashable {
        case additive, multiplicative
    }

    /// The smoothing parameters, each 0 … 1.
    struct Parameters: Hashable {
        var alpha: Double
        var beta: Double
        var gamma: Double

        /// From three numbers of any size: 0 < α < 1, β < α and γ < 1 − α (the usual region; Hyndman, Koehler, Ord and Snyder,
        /// "Forecasting with Exponential Smoothing", 2008, section 10.1).
        init(free point: [Double]) {
            alpha = Self.squeezed(point[0])
            beta = alpha * Self.squeezed(point[1])
            gamma = (1 - alpha) * Self.squeezed(point[2])
        }

        init(alpha: Double, beta: Double, gamma: Double) {
            self.alpha = alpha
            self.beta = beta
            self.gamma = gamma
        }

        private static func squeezed(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
    }

    /// Where it begins: before the first value.
    struct Start: Hashable {
        var level: Double
        var trend: Double
        /// One for each period of the season, that of the first value first; empty for no season.
        var season: [Double]
    }

    private let kind: Kind
    private let parameters: Parameters
    private var level: Double
    private var trend: Double
    private var season: [Double]
    private var place = 0

    init(_ kind: Kind, _ parameters: Parameters, start: Start) {
        self.kind = kind
        self.parameters = parameters
        level = start.level
        trend = start.trend
        season = start.season.isEmpty ? [kind == .additive ? 0 : 1] : start.season
    }

    var next: Double {
        switch kind {
        case .additive: level + trend + season[place]
        case .multiplicative: (level + trend) * season[place]
        }
    }

    mutating func advance(_ value: Double) {
        let expected = level + trend
        let index = season[place]
        let last = level
        switch kind {
        case .additive:
            level = parameters.alpha * (value - index) + (1 - parameters.alpha) * expected
            season[place] = parameters.gamma * (value - expected) + (1 - parameters.gamma) * index
        case .multiplicative:
            level = parameters.alpha * (value / index) + (1 - parameters.alpha) * expected
            season[place] = parameters.gamma * (value / expected) + (1 - parameters.gamma) * index
        }
        trend = parameters.beta * (level - last) + (1 - parameters.beta) * trend
        place = (place + 1) % season.count
    }
}
