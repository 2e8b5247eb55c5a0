import ArgumentParser
import RecommenderModels
import ShopScience

/// `orrery science churn`.
struct ScienceChurnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "churn", abstract: "Says which customers may have gone, and when the others buy next.",
        discussion: """
            The table has the columns customer and time, kind (view, cart or purchase; purchase where there is none) and, of purchases, \
            amount. Who buys nothing for --horizon days is said to have gone. A logistic regression and boosted trees learn that from what \
            customers had done two horizons before the end, and are judged by one horizon before it; the better one learns again and \
            scores everybody. The next purchase is foretold by the BG/NBD model.

              customer,time,kind,amount
              ann,2026-11-01T10:00:00Z,view,
              ann,2026-11-01T10:05:00Z,purchase,29.90
            """)

    @OptionGroup var options: ScienceOptions

    @Option(help: "After how many days without a purchase a customer is said to have gone.")
    var horizon = 60

    @Option(help: "lambda of the logistic regression.")
    var regularization = 1.0

    @Option(help: "How many trees are boosted.")
    var trees = 100

    @Option(help: "How many questions each tree asks at most.")
    var depth = 3

    @Option(help: "How many customers are printed; --json has all.")
    var top = 20

    @Option(help: "What random choices are drawn from.")
    var seed = 42

    func run() async throws {
        if options.json {
            try await ScienceCommand.say(json: true) { try churn() }
        } else {
            try await ScienceCommand.say(json: false) { Printed(report: try churn(), limit: top) }
        }
    }

    private struct Printed: ScienceReport {
        let report: ChurnReport
        let limit: Int

        var text: String { report.text(customerLimit: limit) }
    }

    /// - Throws: ``InputProblem``, ``ScienceError`` and ``CommandFailure``.
    func churn() throws -> ChurnReport {
        let days = Double(horizon)
        let settings = try ChurnSettings(
            horizon: days, regularization: regularization,
            boosting: BoostingSettings(treeCount: trees, depth: depth, seed: seed))
        let events = try CustomerEvents(try options.table())
        let model = try ChurnModel(events.histories, until: events.end, settings: settings)
        let purchases = Purchases(events, horizon: days)
        let histories = Dictionary(uniqueKeysWithValues: events.histories.map { ($0.customer, $0) })
        let customers = model.scores(of: events.histories, asOf: events.end).map { score in
            let name = events.customers.names[Int(score.customer)]
            let summary = histories[score.customer].flatMap { PurchaseSummary($0, asOf: events.end) }
            guard let known = purchases.model, let summary else {
                return ChurnReport.Customer(
                    customer: name, churn: score.probability, alive: nil, purchase: nil, nextPurchase: nil)
            }
            return ChurnReport.Customer(
                customer: name, churn: score.probability, alive: known.aliveProbability(of: summary),
                purchase: known.purchaseProbability(of: summary, within: days),
                nextPurchase: ScienceText.date(events.end + known.medianDays(of: summary)))
        }
        return ChurnReport(
            asOf: ScienceText.date(events.end), horizon: days, customers: customers, churn: model.report,
            logLosses: Dictionary(uniqueKeysWithValues: model.judgements.map { ($0.key.rawValue, $0.value.logLoss) }),
            calibration: model.judgements[model.method]?.calibration ?? [], purchases: purchases.backtest,
            unforetold: purchases.reason)
    }

    /// The model of purchases, or why there is none.
    private struct Purchases {
        var model: PurchaseModel?
        var backtest: BacktestReport?
        var reason: String?

        init(_ events: CustomerEvents, horizon: Double) {
            do throws(ScienceError) {
                model = try PurchaseModel(events.histories.compactMap { PurchaseSummary($0, asOf: events.end) })
                backtest = try PurchaseModel.backtest(events.histories, until: events.end, horizon: horizon)
            } catch {
                reason = "\(error)"
            }
        }
    }
}
