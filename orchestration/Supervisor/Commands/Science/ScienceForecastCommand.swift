import ArgumentParser
import ShopScience

extension DemandSeries.Period: ExpressibleByArgument {}

/// `orrery science forecast`.
struct ScienceForecastCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "Forecasts what is sold of each product, and says what to order.",
        discussion: """
            The table has the columns date and quantity, and sku where there are several products. Days without a row sold nothing. \
            Seasonal naive, Holt-Winters (added and multiplied season) and Theta forecast the past from several points in it; the one \
            with the smallest MASE (the error by that of the naive forecast) forecasts what comes, and is judged by points that did not \
            choose it.

            --stock names a table with the columns sku, onHand and, where something is under way, onOrder. Then each product has a reorder \
            point, an order if one is due, and the risk that the stock does not last until an order could arrive.

              date,sku,quantity
              2026-11-01,mug,12
              2026-11-02,mug,9
            """)

    @OptionGroup var options: ScienceOptions

    @Option(help: "What one step is: day or week.")
    var period: DemandSeries.Period = .day

    @Option(help: "How many periods a season has; 7 for days and 52 for weeks when it is not given; 1 for none.")
    var season: Int?

    @Option(help: "How many periods are forecast.")
    var horizon = 14

    @Option(help: "From how many points of the past it is forecast.")
    var origins = 6

    @Option(help: "The share of outcomes that intervals hold.")
    var coverage = 0.9

    @Option(help: "What possible futures are drawn from.")
    var seed: UInt64 = 42

    @Option(help: ArgumentHelp("What is there of each product.", valueName: "file"))
    var stock: String?

    @Option(help: "How many periods an order takes to arrive.")
    var leadTime = 7

    @Option(help: "How many periods pass between two looks at the stock.")
    var reviewTime = 1

    @Option(help: "How many periods an order lasts beyond those.")
    var coverTime = 14

    @Option(help: "The share of orders that arrive before the stock is out.")
    var serviceLevel = 0.95

    @Option(help: "Orders are multiples of this.")
    var pack = 1

    func run() async throws {
        try await ScienceCommand.say(json: options.json) { try forecast() }
    }

    /// - Throws: ``InputProblem``, ``ScienceError`` and ``CommandFailure``.
    func forecast() throws -> ForecastReport {
        let settings = try ForecastSettings(
            season: season ?? (period == .day ? 7 : 52), horizon: horizon, originCount: origins, coverage: coverage,
            seed: seed)
        let policy = try ReorderPolicy(
            leadTime: leadTime, reviewTime: reviewTime, coverTime: coverTime, serviceLevel: serviceLevel, packSize: pack
        )
        let series = try DemandSeries.all(of: try options.table(), by: period)
        let levels = try stock.map { try StockLevels(InputTable(readingFile: $0)).levels } ?? [:]
        var products: [ForecastReport.Product] = []
        var silent: [ForecastReport.Silent] = []
        for product in series {
            do throws(ScienceError) {
                let forecast = try DemandForecast(product.quantities, settings: settings)
                let level = levels[product.sku]
                products.append(
                    ForecastReport.Product(
                        sku: product.sku, method: forecast.fitted.method, history: product.quantities.count,
                        total: forecast.periods.reduce(0) { $0 + $1.mean }, periods: forecast.periods,
                        trials: forecast.trials, backtest: forecast.report, onHand: level?.onHand,
                        onOrder: level?.onOrder,
                        reorder: level.map { policy.suggestion(from: forecast, onHand: $0.onHand, onOrder: $0.onOrder) }
                    ))
            } catch {
                silent.append(ForecastReport.Silent(sku: product.sku, reason: "\(error)"))
            }
        }
        return ForecastReport(period: period, horizon: horizon, products: products, silent: silent)
    }
}
