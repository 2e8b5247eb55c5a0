import ArgumentParser
import RecommenderModels
import ShopScience

/// `orrery science segments`.
struct ScienceSegmentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segments", abstract: "Groups customers by what they buy and how they behave.",
        discussion: """
            The table has the columns customer and time, kind (view, cart or purchase; purchase where there is none) and, of purchases, \
            amount. Customers are grouped by k-means on how recently, how often and for how much they bought, how long they are known and \
            how often they looked around in the last 30 days; the number of segments is the one with the greatest silhouette. The \
            segments' middles are printed in days, purchases and money.

            The back-test groups customers as of some days earlier, and foretells what they spent since.

              customer,time,kind,amount
              ann,2026-11-01T10:00:00Z,view,
              ann,2026-11-01T10:05:00Z,purchase,29.90
            """)

    @OptionGroup var options: ScienceOptions

    @Option(help: "How many segments at least.")
    var least = 3

    @Option(help: "How many segments at most.")
    var most = 8

    @Option(help: "How many days of spending the back-test foretells.")
    var horizon = 60

    @Option(help: "What random choices are drawn from.")
    var seed: UInt64 = 42

    func validate() throws {
        guard least <= most else { throw ValidationError("--least must not be more than --most") }
        guard (1...3650).contains(horizon) else { throw ValidationError("--horizon must be 1 to 3650 days") }
    }

    func run() async throws {
        try await ScienceCommand.say(json: options.json) { try segments() }
    }

    /// - Throws: ``InputProblem``, ``ScienceError`` and ``CommandFailure``.
    func segments() throws -> SegmentReport {
        let events = try CustomerEvents(try options.table())
        let settings = try SegmentSettings(clusterCounts: least...most, seed: seed)
        let found = try Segmentation(events.histories, asOf: events.end, settings: settings)
        var backtest: BacktestReport?
        var untested: String?
        do throws(ScienceError) {
            backtest = try Segmentation.backtest(
                events.histories, asOf: events.end - Double(horizon), horizon: Double(horizon), settings: settings)
        } catch {
            untested = "\(error)"
        }
        return SegmentReport(
            found, asOf: events.end, names: found.customers.map { events.customers.names[Int($0)] },
            backtest: backtest, untested: untested)
    }
}
