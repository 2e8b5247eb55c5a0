import HTTPTypes
import MeshCore
import MeshTestKit
import ReportAnalysis
import ReportReference
import Testing

@testable import Reporting

@Suite("Journeys, as reporting answers them")
struct JourneyTests {
    private func with(
        _ body: @escaping @Sendable (ReportingInstance, SentTraffic) async throws -> Void
    ) async throws {
        let from = try #require(Timestamp("2026-03-27T12:00:00Z"))
        let traffic = try SentTraffic(seed: 5, zone: "Europe/Berlin", from: from)
        let log = CollectedLog(partitions: 3)
        log.set(SentTraffic.site, zone: "Europe/Berlin", rules: [SentTraffic.rules])
        log.append(traffic.sent)
        let clock = VirtualWallClock(traffic.end + .seconds(60))
        let directory = try TemporaryDirectory()
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            try await reporting.waitForEvents(Int64(traffic.sent.count), of: SentTraffic.site)
            try await body(reporting, traffic)
        }
    }

    private static let days: JSONValue = ["2026-03-26", "2026-04-02"]

    @Test("A funnel counts each visitor as far as their events go")
    func funnel() async throws {
        try await with { reporting, traffic in
            let pages = ["/", "/pricing", "/cart"]
            let answer = try await reporting.send(
                .post, "/v1/reports/funnels",
                [
                    "site_id": .string(SentTraffic.site), "date_range": Self.days, "window_seconds": 200_000,
                    "steps": .array(pages.map { [["is", "event:page", [.string($0)]]] }), "breakdown": "visit:source",
                ])
            try #require(answer.status == 200, "\(answer)")
            let counts = Self.reached(pages, traffic)
            let steps = answer.json["results"]?["steps"]?.arrayValue ?? []
            #expect(steps.map { $0["visitors"]?.intValue } == counts.map { Int64($0) })
            let groups = answer.json["results"]?["groups"]?.arrayValue ?? []
            let first = groups.compactMap { $0["steps"]?[0]?["visitors"]?.intValue }
            #expect(first.reduce(0, +) == Int64(counts[0]))
            #expect(answer.json["meta"]?["exact"] == true && answer.json["meta"]?["watermark"] != nil)
        }
    }

    /// How many visitors saw each page after those before it.
    private static func reached(_ pages: [String], _ traffic: SentTraffic) -> [Int] {
        var counts = pages.map { _ in 0 }
        let steps = pages.map { page in { (event: ReportEvent) in event.values[.page] == page } }
        for visits in NaiveJourneys(traffic.naive.visits).visitors {
            let events = visits.joined().filter { $0.kind != .signal }
            let reached = NaiveJourneys.reach(Array(events), steps, window: .seconds(200_000), strict: false)
            for step in 0..<reached { counts[step] += 1 }
        }
        return counts
    }

    /// How many visitors came first on each day, and how many of them came on the next.
    private static func cohorts(_ traffic: SentTraffic) -> (sizes: [String: Int64], second: [String: Int64]) {
        var sizes: [String: Int64] = [:]
        var second: [String: Int64] = [:]
        for visits in NaiveJourneys(traffic.naive.visits).visitors {
            let days = Set(visits.joined().filter { $0.kind != .signal }.map { traffic.calendar.day(of: $0.time) })
            guard let first = days.min() else { continue }
            sizes[SiteCalendar.text(ofDay: first), default: 0] += 1
            if days.contains(first + 1) { second[SiteCalendar.text(ofDay: first), default: 0] += 1 }
        }
        return (sizes, second)
    }

    @Test("Retention has everybody in the cohort of their first day")
    func retention() async throws {
        try await with { reporting, traffic in
            let answer = try await reporting.send(
                .post, "/v1/reports/retention",
                [
                    "site_id": .string(SentTraffic.site), "date_range": Self.days, "grain": "day", "periods": 3,
                ])
            try #require(answer.status == 200, "\(answer)")
            let (sizes, second) = Self.cohorts(traffic)
            for cohort in answer.json["results"]?.arrayValue ?? [] {
                let date = cohort["date"]?.stringValue ?? ""
                #expect(cohort["size"]?.intValue == sizes[date])
                #expect(cohort["periods"]?[1]?["visitors"]?.intValue == second[date] ?? 0)
            }
            #expect(answer.json["results"]?.arrayValue?.count == sizes.count)
        }
    }

    @Test("Paths and attribution go over whole visits")
    func pathsAndAttribution() async throws {
        try await with { reporting, traffic in
            let paths = try await reporting.send(
                .post, "/v1/reports/paths",
                ["site_id": .string(SentTraffic.site), "date_range": Self.days, "length": 3])
            let viewed = traffic.naive.visits.count { $0.contains { $0.kind == .pageview } }
            #expect(paths.json["results"]?["visits"]?.intValue == Int64(viewed), "\(paths)")
            let credit = try await reporting.send(
                .post, "/v1/reports/attribution",
                [
                    "site_id": .string(SentTraffic.site), "date_range": Self.days, "model": "linear",
                    "conversion": [["is", "event:goal", ["Purchase"]]],
                ])
            let conversions = traffic.naive.visits.joined().count { $0.goals.contains("Purchase") }
            #expect(credit.json["results"]?["conversions"]?.intValue == Int64(conversions), "\(credit)")
            let shares = (credit.json["results"]?["credits"]?.arrayValue ?? []).compactMap {
                $0["conversions"]?.doubleValue
            }
            #expect(abs(shares.reduce(0, +) - Double(conversions)) < 0.01)
        }
    }

    @Test("What is wrong with a question is told under its field")
    func fields() async throws {
        try await with { reporting, _ in
            let site = JSONValue.string(SentTraffic.site)
            let cases: [(String, JSONValue, [String])] = [
                (
                    "funnels", ["site_id": site, "date_range": "7d", "steps": [[["is", "event:pag", ["/"]]]]],
                    ["steps[0][0][1]", "steps[0]", "steps"]
                ),
                (
                    "retention", ["site_id": site, "date_range": "x", "grain": "hour", "periods": 0],
                    ["date_range", "grain", "periods"]
                ),
                ("paths", ["site_id": site, "date_range": "7d", "length": 1, "anchor": 3], ["length", "anchor"]),
                ("attribution", ["site_id": site, "date_range": "7d", "model": "best"], ["conversion", "model"]),
                ("query", ["site_id": site, "date_range": "7d", "metrics": ["visitor"]], ["metrics[0]"]),
                ("query", ["metrics": ["visitors"], "date_range": "7d"], ["site_id"]),
                ("funnels", ["date_range": "7d"], ["site_id"]),
            ]
            for (report, question, fields) in cases {
                let answer = try await reporting.send(.post, "/v1/reports/\(report)", question)
                #expect(answer.status == 400 && Set(answer.fields) == Set(fields), "\(answer)")
            }
        }
    }
}
