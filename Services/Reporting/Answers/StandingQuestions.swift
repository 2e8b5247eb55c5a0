import Logging
import MeshCore
import ReportAnalysis

/// Asks what dashboards ask at first, before somebody does: so the young visits of the largest sites are in memory, and the sums of
/// their thirty days are at hand, also after a start and after midnight.
struct StandingQuestions: Sendable {
    let desk: ReportDesk
    let pauses: any Clock<Duration>
    let clock: any WallClock
    let logger: Logger

    /// Sites for which it is done; the others wait at their first question.
    private static let siteCount = 16
    /// How often the young visits are brought up to date, so that little has come since when somebody asks.
    private static let pause: Duration = .seconds(15)
    /// How often it is looked whether what was collected is read to its end.
    private static let patience: Duration = .seconds(1)

    /// What the sums at hand are of.
    private struct Standing: Hashable {
        let generation: Int64
        let rolledThrough: Int?
        let day: Int
    }

    /// Asks until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        var asked: [String: Standing] = [:]
        while true {
            do {
                // What is far behind changes with every page, and who asks nevertheless waits for it.
                if !asked.isEmpty, try await desk.isBehind() {
                    try await pauses.sleep(for: Self.patience)
                    continue
                }
                let largest = try await desk.store.generations().filter { $0.state == .live }
                    .sorted { $0.events > $1.events }.prefix(Self.siteCount)
                asked = asked.filter { site, _ in largest.contains { $0.site == site } }
                for record in largest {
                    let before = asked[record.site]
                    asked[record.site] = try await ask(record.site, before: before)
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                // Whoever asks is answered nevertheless, and told what is wrong.
                logger.warning("Failed to ask standing questions", metadata: ["error": "\(error)"])
            }
            try await pauses.sleep(for: Self.pause)
        }
    }

    private func ask(_ site: String, before: Standing?) async throws -> Standing {
        try await desk.ask(site, as: .all) { [clock] reports in
            let generation = reports.view.generation
            let standing = Standing(
                generation: generation.id, rolledThrough: generation.rolledThrough,
                day: reports.view.calendar.day(of: clock.now()))
            if standing != before {
                for question in Self.questions(of: site) { _ = try reports.answer(try ReportQuery(json: question)) }
            }
            return standing
        }
    }

    /// The last thirty days, and each dimension of which sums are kept.
    private static func questions(of site: String) -> [JSONValue] {
        let dimensions: [JSONValue] = RollupSets.all.map { set in .array(set.dimensions.map { .string($0.name) }) }
        return (dimensions + [["time:day"]]).map { dimensions in
            [
                "site_id": .string(site), "metrics": ["visitors"], "date_range": "30d", "dimensions": dimensions,
                "pagination": ["limit": 1],
            ]
        }
    }
}
