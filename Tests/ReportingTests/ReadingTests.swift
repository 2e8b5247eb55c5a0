import EventCollection
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Reporting

@Suite("Reading what was collected")
struct ReadingTests {
    static let start = Timestamp(secondsSince1970: 1_780_315_200)

    static func event(
        _ id: String, visitor: String = "v1", site: String = "shop", at time: Timestamp, received: Timestamp? = nil,
        page: String = "/", traffic: TrafficKind = .visitor
    ) -> CollectedEvent {
        CollectedEvent(
            id: id, source: "t", site: site, tracker: .collect, kind: .pageView, name: "page_view", occurredAt: time,
            receivedAt: received ?? time, visitor: VisitorIdentity(basis: .device, id: visitor), traffic: traffic,
            page: PageAddress(scheme: "https", host: "shop.example", path: page))
    }

    private static func totals(_ reporting: ReportingInstance, site: String = "shop") async throws -> [JSONValue]? {
        let answer = try await reporting.ask([
            "site_id": .string(site), "metrics": ["visitors", "visits", "pageviews"], "date_range": "all",
        ])
        return answer.rows[[]]
    }

    @Test("Duplicates count once, clocks that run ahead are held, what comes too late is told")
    func odd() async throws {
        let log = CollectedLog(partitions: 1)
        let now = Self.start + .seconds(86_400)
        log.append([
            Self.event("1", at: now), Self.event("1", at: now),
            // A clock that is a day ahead, and an event of the day before that comes in time.
            Self.event("2", at: now + .seconds(86_400), received: now + .seconds(10)),
            Self.event("3", at: now - .seconds(3600), received: now + .seconds(20)),
            Self.event("4", at: now - .seconds(7300), received: now + .seconds(30)),
            Self.event("5", visitor: "bot", at: now + .seconds(40), traffic: .bot),
        ])
        log.append("no event", to: 0)
        log.append([Self.event("6", visitor: "v2", site: "other", at: now + .seconds(50))])
        let clock = VirtualWallClock(now + .seconds(60))
        let directory = try TemporaryDirectory()
        try await ReportingInstance.with(
            log, directory: directory.path, clock: clock, settings: ["visits.lateness": "2h"]
        ) { reporting in
            try await reporting.waitForEvents(5, of: "shop")
            try await reporting.waitForEvents(1, of: "other")
            #expect(try await Self.totals(reporting) == [1, 2, 3])
            #expect(try await Self.totals(reporting, site: "other") == [1, 1, 1])
            let site = try await reporting.send(.get, "/v1/reports/sites/shop").json
            #expect(site["events"] == 4 && site["lateEvents"] == 1)
            // A page that is read again is the same events, which count once.
            log.append([Self.event("1", at: now), Self.event("7", at: now + .seconds(55))])
            try await reporting.waitForEvents(7, of: "shop")
            #expect(try await Self.totals(reporting) == [1, 2, 4])
        }
    }

    @Test("An event counts soon after it came in, also in another instance, and the live view shows it")
    func live() async throws {
        let log = CollectedLog(partitions: 2)
        log.set("shop", zone: "Europe/Berlin", domains: ["Shop.Example"])
        let now = Self.start + .seconds(40_000)
        let clock = VirtualWallClock(now + .seconds(60))
        let directory = try TemporaryDirectory()
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { first in
            try await ReportingInstance.with(log, directory: directory.path, clock: clock) { second in
                for number in 1...3 {
                    log.append([Self.event("\(number)", visitor: "v\(number)", at: now, page: "/p\(number)")])
                    for instance in [first, second] {
                        try await waitUntil("event \(number) counts") {
                            let view = try await instance.send(.get, "/v1/reports/sites/shop/realtime").json
                            return view["results"]?["totals"]?[0]?["metrics"]?[0] == .int(Int64(number))
                        }
                    }
                }
                let view = try await second.send(.get, "/v1/reports/sites/shop/realtime").json
                #expect(view["results"]?["pages"]?.arrayValue?.count == 3)
                #expect(view["meta"]?["time_zone"] == "Europe/Berlin")
                // Plausible's users name a site by its host.
                let byHost = try await second.send(
                    .post, "/api/v2/query",
                    ["site_id": "shop.example", "metrics": ["visitors"], "date_range": "day"])
                #expect(byHost.rows[[]] == [3], "\(byHost)")
            }
        }
    }

    @Test("Rows come as CSV, quoted, and as no formula")
    func csv() async throws {
        let log = CollectedLog(partitions: 1)
        let now = Self.start + .seconds(40_000)
        log.append([
            Self.event("1", at: now, page: "/a,\"b\""), Self.event("2", at: now + .seconds(1), page: "=cmd()"),
        ])
        let directory = try TemporaryDirectory()
        let clock = VirtualWallClock(now + .seconds(60))
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            try await reporting.waitForEvents(2, of: "shop")
            let (text, headers) = try await reporting.askForCSV([
                "site_id": "shop", "metrics": ["visitors", "total_revenue", "bounce_rate"], "date_range": "day",
                "dimensions": ["event:page"],
            ])
            #expect(
                text.components(separatedBy: "\r\n") == [
                    "event:page,visitors,total_revenue,bounce_rate", #""/a,""b""",1,,0.0"#, "'=cmd(),1,,0.0", "",
                ])
            #expect(headers.contains { $0.name.canonicalName == "report-watermark" })
        }
    }

    @Test("A report is had as a page, a PDF, a workbook and a Parquet file, each time the same bytes")
    func documents() async throws {
        let log = CollectedLog(partitions: 1)
        let now = Self.start + .seconds(40_000)
        log.append([
            Self.event("1", at: now, page: "/a<b>&"), Self.event("2", at: now + .seconds(1), page: "/c"),
            Self.event("3", at: now + .seconds(2), page: "/c"),
        ])
        let directory = try TemporaryDirectory()
        let clock = VirtualWallClock(now + .seconds(60))
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            try await reporting.waitForEvents(3, of: "shop")
            let question: JSONValue = [
                "site_id": "shop", "metrics": ["visitors", "pageviews", "bounce_rate"], "date_range": "day",
                "dimensions": ["event:page"],
            ]
            let heads: [ReportFormat: [UInt8]] = [
                .html: Array("<!DOCTYPE html>".utf8), .pdf: Array("%PDF-".utf8), .xlsx: Array("PK".utf8),
                .parquet: Array("PAR1".utf8), .csv: Array("event:page,".utf8),
            ]
            for format in ReportFormat.allCases {
                let file = try await reporting.askForFile(question, as: "\(format.mediaType), application/json;q=0.1")
                #expect(file.headers[.contentType] == format.contentType)
                #expect(file.bytes.starts(with: try #require(heads[format])), "\(format)")
                // A minute later the report is the same, so its files are.
                let again = try await reporting.askForFile(question, as: format.mediaType)
                #expect(file.bytes == again.bytes, "\(format)")
            }
            let page = String(
                decoding: try await reporting.askForFile(question, as: "text/html").bytes, as: UTF8.self)
            #expect(page.contains("/a&lt;b&gt;&amp;") && !page.contains("/a<b>"))
            #expect(page.contains("<figcaption>Visitors by page</figcaption>") && page.contains("class=\"bar\""))
            let json = try await reporting.askForFile(question, as: "application/json, text/html")
            #expect(json.headers[.contentType] == "application/json")
        }
    }

    @Test("Rules that become live hold for what comes in; remaking applies a version to all")
    func rules() async throws {
        @Sendable func rules(_ version: Int64, _ page: String) -> JSONValue {
            [
                "version": .int(version),
                "goals": [["name": "Goal", "when": ["field": "path", "is": .string(page)]]],
            ]
        }
        let log = CollectedLog(partitions: 1)
        log.set("shop", rules: [rules(1, "/a")])
        let now = Self.start + .seconds(40_000)
        log.append([Self.event("1", at: now, page: "/a"), Self.event("2", at: now + .seconds(1), page: "/b")])
        let clock = VirtualWallClock(now + .seconds(60))
        let directory = try TemporaryDirectory()
        @Sendable func reached(_ reporting: ReportingInstance) async throws -> JSONValue? {
            let answer = try await reporting.ask([
                "site_id": "shop", "metrics": ["events"], "date_range": "day",
                "filters": [["is", "event:goal", ["Goal"]]],
            ])
            return answer.rows[[]]?.first
        }
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            try await reporting.waitForEvents(2, of: "shop")
            #expect(try await reached(reporting) == 1)
            log.set("shop", rules: [rules(1, "/a"), rules(2, "/b")])
            try await waitUntil("the new rules are known") {
                try await reporting.send(.get, "/v1/reports/sites/shop").json["rulesVersion"] == 2
            }
            log.append([Self.event("3", at: now + .seconds(2), page: "/b")])
            try await reporting.waitForEvents(3, of: "shop")
            #expect(try await reached(reporting) == 2)
            let path = "/v1/reports/sites/shop/reprocess"
            #expect(try await reporting.send(.post, path, ["version": 3]).fields == ["version"])
            #expect(try await reporting.send(.post, path, ["version": 2]).status == 202)
            try await waitUntil("the new reports are served") {
                try await reporting.send(.get, path).json["state"] == "live"
            }
            #expect(try await reached(reporting) == 2)
            let all = try await reporting.ask([
                "site_id": "shop", "metrics": ["events"], "date_range": "day", "dimensions": ["event:page"],
                "filters": [["is", "event:goal", ["Goal"]]],
            ])
            #expect(all.rows == [["/b"]: [2]])
        }
    }
}
