import GRDB
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import ReportAnalysis
import Testing

@testable import Reporting

@Suite("Sums of thirty days that outlast a start")
struct StandingSumTests {
    private static let question: JSONValue = [
        "site_id": .string(SentTraffic.site), "metrics": ["visitors", "pageviews", "visits"], "date_range": "30d",
        "dimensions": ["event:page"],
    ]

    @Test("They are taken in the place of what they were added up from, as long as they are of the same days")
    func kept() async throws {
        let traffic = try SentTraffic(
            seed: 11, zone: "Europe/Berlin", from: try #require(Timestamp("2026-03-27T12:00:00Z")))
        let log = CollectedLog(partitions: 2)
        log.set(SentTraffic.site, zone: "Europe/Berlin", rules: [SentTraffic.rules])
        log.append(traffic.sent)
        let clock = VirtualWallClock(traffic.end + .seconds(4 * 86_400))
        let directory = try TemporaryDirectory()
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            try await reporting.waitForEvents(Int64(traffic.sent.count), of: SentTraffic.site)
            try await waitUntil("all days are laid out and added up") {
                guard let live = try reporting.service.store.site(named: SentTraffic.site)?.live else { return false }
                let isOpen = try await reporting.service.store.sealingTask(of: live) != nil
                let isUnrolled = try await reporting.service.store.rollingTask(of: live) != nil
                return !isOpen && !isUnrolled
            }
        }
        let query = try ReportQuery(json: Self.question)
        let range = try QueryEvaluation(query, at: clock.now(), in: traffic.calendar, firstDay: 0).range
        let expected = try traffic.rows(query, range: range)
        try #require(!expected.isEmpty)

        // The next instance keeps them; then nothing is left to add up.
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            let store = reporting.service.store
            let live = try #require(try store.site(named: SentTraffic.site)?.live)
            try await waitUntil("the sums of thirty days are kept") {
                try store.standingScopes(of: live).count > RollupSets.dimensions.count
            }
            #expect(try await reporting.ask(Self.question).rows == expected)
            try await store.store.write { db in try db.execute(sql: "DELETE FROM report_rollup") }
        }
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            let found = try await reporting.ask(Self.question).rows
            #expect(found == expected)
        }
        // Nobody is there who would keep them anew.
        let file = try Store.open(
            path: "\(directory.path)/\(ReportingSchema.fileName)", migrations: ReportingSchema.migrations,
            logger: Logger(label: "test"))
        try await file.write { db in try db.execute(sql: "UPDATE report_standing SET scope = 'others'") }
        try await file.close()
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            let found = try await reporting.ask(Self.question).rows
            #expect(found != expected, "sums of other days were taken")
        }
    }

    @Test("An instance that starts is not ready before the first answers are at hand")
    func ready() throws {
        let answers = FirstAnswers()
        #expect(throws: FirstAnswers.Pending.self) { try answers.check() }
        answers.finish()
        try answers.check()
    }
}
