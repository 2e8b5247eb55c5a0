/// What was a season ago comes again: what every other method has to beat.
struct SeasonalNaive: ForecastState {
    /// The last season, the oldest value first.
    private var window: [Double]
    private var place = 0

    private init(window: [Double]) {
        self.window = window
    }

    var next: Double { window[place] }

    mutating func advance(_ value: Double) {
        window[place] = value
        place = (place + 1) % window.count
    }

    /// - Throws: ``ScienceError/tooLittle(of:count:needed:)`` for less than a season and two values.
    static func fit(_ values: [Double], season: Int) throws(ScienceError) -> FittedForecast {
        guard values.count >= season + 2 else {
            throw .tooLittle(of: "periods", count: values.count, needed: season + 2)
        }
        // What came in the first season was foretold by nothing.
        return FittedForecast(
            .seasonalNaive, reading: Array(values.dropFirst(season)), parameterCount: 0,
            from: SeasonalNaive(window: Array(values.prefix(season))))
    }
}
