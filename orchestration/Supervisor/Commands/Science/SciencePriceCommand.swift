import ArgumentParser
import ShopScience

extension PriceGuards.Goal: ExpressibleByArgument {}

/// `orrery science price`.
struct SciencePriceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price", abstract: "Suggests prices from how demand answered to prices before.",
        discussion: """
            The table has the columns date, price and quantity, sku where there are several products, and cost for the margin: a row for \
            each product and period, with periods of one length. The elasticity is the slope of log quantity on log price beside a trend. \
            A price is suggested only within the guards, and only when it is better for every elasticity of the 95 % interval; \
            otherwise the reason is said.

              date,sku,price,quantity,cost
              2026-11-01,mug,9.90,12,4.10
              2026-11-02,mug,10.50,9,4.10
            """)

    @OptionGroup var options: ScienceOptions

    @Option(help: "What is to grow: margin or revenue.")
    var goal: PriceGuards.Goal = .margin

    @Option(help: "The greatest change, as a share of the price.")
    var greatestChange = 0.1

    @Option(help: "The least change that is worth it, as a share of the price.")
    var leastChange = 0.01

    @Option(help: "The least share of the price that is left after the cost.")
    var marginFloor = 0.1

    @Option(help: "The greatest standard error of the elasticity.")
    var greatestError = 0.5

    @Option(help: "How many periods with sales there must be.")
    var leastPeriods = 20

    @Option(help: "Prices are multiples of this.")
    var step = 0.01

    func run() async throws {
        try await ScienceCommand.say(json: options.json) { try prices() }
    }

    private struct Sale {
        let day: Double
        let sales: PricedSales
        let cost: Double?
    }

    /// - Throws: ``InputProblem``, ``ScienceError`` and ``CommandFailure``.
    func prices() throws -> PriceReport {
        let guards = try PriceGuards(
            goal: goal, greatestChange: greatestChange, leastChange: leastChange, marginFloor: marginFloor,
            greatestStandardError: greatestError, leastPeriods: leastPeriods)
        let table = try options.table()
        var rows: [String: [Sale]] = [:]
        var order: [String] = []
        for row in table.rows {
            let sku = table.text("sku", in: row)?.text ?? "all"
            if rows[sku] == nil { order.append(sku) }
            rows[sku, default: []].append(
                Sale(
                    day: try table.requiredDay("date", in: row),
                    sales: PricedSales(
                        price: try table.requiredNumber("price", in: row, above: 0),
                        quantity: try table.requiredNumber("quantity", in: row, from: 0)),
                    cost: try table.number("cost", in: row, from: 0)))
        }
        return PriceReport(
            products: try order.map { sku in
                let sorted = (rows[sku] ?? []).sorted { $0.day < $1.day }
                let sales = sorted.map(\.sales)
                let advice = try PriceAdvice(
                    sales, cost: sorted.last { $0.cost != nil }?.cost, guards: guards, step: step)
                // A product that nothing can be said of has no back-test, and its refusal says why.
                let backtest = advice.elasticity == nil ? nil : try? PriceElasticity.backtest(sales)
                return PriceReport.Product(sku: sku, advice: advice, backtest: backtest)
            })
    }
}
