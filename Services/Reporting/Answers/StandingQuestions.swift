import Logging
import MeshCore
import ReportAnalysis

/// Asks what dashboards ask at first, before somebody does: so the young visits of the largest sites are in memory, and the sums of
/// their thirty days are at hand, also after a start and after midnight.
struct StandingQuestions: Sendable {
    let desk: ReportDesk
    /// Is told when they were asked for the first time.
    let firstAnswers: FirstAnswers
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
                    asked[record.site] = try await ask(record.site, before: asked[record.site])
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                // Whoever asks is answered nevertheless, and told what is wrong.
                logger.warning("Failed to ask standing questions", metadata: ["error": "\(error)"])
            }
            firstAnswers.finish()
            try await pauses.sleep(for: Self.pause)
        }
    }

    private func ask(_ site: String, before: Standing?) async throws -> Standing {
        let standing = try await desk.ask(site, as: .all) { [clock] reports in
            let generation = reports.view.generation
            return Standing(
                generation: generation.id, rolledThrough: generation.rolledThrough,
                day: reports.view.calendar.day(of: clock.now()))
        }
        guard standing != before else { return standing }
        let queries = try Self.questions(of: site).map { try ReportQuery(json: $0) }
        // One by one, so that who asks meanwhile has his turn between them.
        for query in queries { _ = try await desk.ask(site, as: .all) { try $0.answer(query) } }
        for query in queries { try await keep(query, of: site) }
        return standing
    }

    /// Keeps the sums of an answer that is at hand: who starts tomorrow needs not add them up.
    private func keep(_ query: ReportQuery, of site: String) async throws {
        let (generation, sums) = try await desk.ask(site, as: .all) { [store = desk.store] reports in
            let generation = reports.view.generation.id
            let scopes = try store.standingScopes(of: generation)
            return (
                generation,
                try reports.scans(of: query).compactMap { try reports.scanner.standingSums(for: $0, beside: scopes) }
            )
        }
        try await desk.store.keep(sums, of: generation)
    }

    /// The last thirty days, and each dimension of which sums are kept: first what a dashboard opens with.
    private static func questions(of site: String) -> [JSONValue] {
        let all = RollupSets.all.map { set in set.dimensions.map(\.name) }
        return (first + all.filter { !first.contains($0) }).map { dimensions in
            [
                "site_id": .string(site), "metrics": ["visitors"], "date_range": "30d",
                "dimensions": .array(dimensions.map { .string($0) }), "pagination": ["limit": 1],
            ]
        }
    }

    private static let first = [
        [], ["time:day"], ["visit:source"], ["event:page"], ["visit:country"], ["visit:device"],
    ]
}
