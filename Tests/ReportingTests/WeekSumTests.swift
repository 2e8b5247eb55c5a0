import GRDB
import MeshCore
import MeshStore
import MeshTestKit
import ReportAnalysis
import Testing

@testable import Reporting

@Suite("Sums of weeks")
struct WeekSumTests {
    private static let pages: [JSONValue] = [
        [
            "site_id": .string(SentTraffic.site), "metrics": ["visitors", "pageviews", "visits"],
            "dimensions": ["event:page"],
        ],
        [
            "site_id": .string(SentTraffic.site), "metrics": ["visitors", "events", "bounce_rate"],
            "dimensions": ["visit:source"],
        ],
    ]

    @Test(
        "Weeks that are over are gathered, once more after another zone and where a store is older, and change no answer"
    )
    func gathered() async throws {
        let traffic = try SentTraffic(
            seed: 5, zone: "Europe/Berlin", from: try #require(Timestamp("2026-03-27T12:00:00Z")))
        let log = CollectedLog(partitions: 2)
        log.set(SentTraffic.site, zone: "Europe/Berlin", rules: [SentTraffic.rules])
        log.append(traffic.sent)
        let clock = VirtualWallClock(traffic.end + .seconds(4 * 86_400))
        let directory = try TemporaryDirectory()
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            try await reporting.waitForEvents(Int64(traffic.sent.count), of: SentTraffic.site)
            try await waitForWeeks(reporting, zone: "Europe/Berlin")
            #expect(try await weekRows(reporting) > 0)
            try await compare(traffic, reporting, clock)

            // As a store is that an older program has written.
            try await reporting.service.store.store.write { db in
                try db.execute(sql: "DELETE FROM report_rollup WHERE grain = 'week'")
                try db.execute(sql: "UPDATE report_generation SET gathered_to = NULL")
            }
            try await compare(traffic, reporting, clock)
            try await waitForWeeks(reporting, zone: "Europe/Berlin")
            #expect(try await weekRows(reporting) > 0)
            try await compare(traffic, reporting, clock)

            // Weeks of other clocks hold other events.
            log.set(SentTraffic.site, zone: "Asia/Kolkata", rules: [SentTraffic.rules])
            try await waitForWeeks(reporting, zone: "Asia/Kolkata")
            let moved = try SentTraffic(
                seed: 5, zone: "Asia/Kolkata", from: try #require(Timestamp("2026-03-27T12:00:00Z")))
            try await compare(moved, reporting, clock)
        }

        // Nobody has asked the next instance anything.
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            try await waitUntil("the sums of thirty days are at hand, those of each dimension and of all together") {
                reporting.service.desk.sealed.count > RollupSets.dimensions.count
            }
        }
    }

    private func compare(
        _ traffic: SentTraffic, _ reporting: ReportingInstance, _ clock: VirtualWallClock
    ) async throws {
        for days in [["2026-03-16", "2026-04-05"], ["2026-03-23", "2026-03-29"], ["2026-03-22", "2026-03-30"]] {
            for page in Self.pages {
                var question = page.objectValue ?? [:]
                question["date_range"] = .array(days.map { .string($0) })
                let query = try ReportQuery(json: .object(question))
                let range = try QueryEvaluation(query, at: clock.now(), in: traffic.calendar, firstDay: 0).range
                let expected = try traffic.rows(query, range: range)
                let answer = try await reporting.ask(.object(question))
                try #require(answer.status == 200, "\(answer)")
                #expect(answer.rows == expected && !expected.isEmpty, "\(days) \(question)")
            }
        }
    }

    private func waitForWeeks(_ reporting: ReportingInstance, zone: String) async throws {
        let store = reporting.service.store
        try await waitUntil("all weeks are gathered") {
            guard let site = try store.site(named: SentTraffic.site), site.site.zone == zone,
                let generation = site.live,
                try await store.sealingTask(of: generation) == nil,
                try await store.rollingTask(of: generation) == nil
            else { return false }
            return try await store.generations().contains { $0.id == generation && $0.gathered != nil }
        }
    }

    private func weekRows(_ reporting: ReportingInstance) async throws -> Int {
        try await reporting.service.store.store.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM report_rollup WHERE grain = 'week'") ?? 0
        }
    }
}
