import EventCollection
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import ReportAnalysis
import Testing

@testable import Reporting

@Suite("Prometheus' HTTP API")
struct PrometheusTests {
    /// 2026-06-01T12:00:00Z.
    private static let start = ReadingTests.start
    private static let now = start + .seconds(7200)

    /// Two sites with an hour of events each.
    private func with(_ body: @escaping @Sendable (ReportingInstance) async throws -> Void) async throws {
        let log = CollectedLog(partitions: 1)
        log.set("shop", zone: "Asia/Kolkata")
        var events = [
            // Ten minutes apart; ann twice, on two pages.
            Self.event("1", "ann", at: 0, page: "/", source: "Google"),
            Self.event("2", "bob", at: 600, page: "/", source: "Google"),
            Self.event("3", "ann", at: 1200, page: "/cart", source: "Google"),
            Self.event("4", "cyd", at: 3600, page: "/", source: nil),
            Self.event("5", "dan", at: 7190, page: "/cart", source: "Bing"),
        ]
        var order = Self.event("6", "dan", at: 7191, page: "/cart", source: "Bing")
        order.revenue = Money(amount: 1999, currency: try #require(Currency("EUR")))
        events.append(order)
        log.append(events)
        log.append([ReadingTests.event("9", site: "blog", at: Self.start)])
        let directory = try TemporaryDirectory()
        let clock = VirtualWallClock(Self.now)
        try await ReportingInstance.with(log, directory: directory.path, clock: clock) { reporting in
            try await reporting.waitForEvents(6, of: "shop")
            try await reporting.waitForEvents(1, of: "blog")
            try await body(reporting)
        }
    }

    private static func event(
        _ id: String, _ visitor: String, at seconds: Int, page: String, source: String?
    ) -> CollectedEvent {
        var event = ReadingTests.event(id, visitor: visitor, at: start + .seconds(seconds), page: page)
        event.campaign = Campaign(source: source)
        return event
    }

    private func get(
        _ reporting: ReportingInstance, _ path: String, _ parameters: [String: String], token: String = "admin"
    ) async throws -> ReportingInstance.Answer {
        let query = parameters.map { "\(PercentEncoding.encode($0))=\(PercentEncoding.encode($1))" }.sorted()
        return try await reporting.send(
            .get, "/prometheus/api/v1/\(path)?\(query.joined(separator: "&"))", token: token)
    }

    /// What a query comes to now, by labels.
    private func values(
        _ reporting: ReportingInstance, _ query: String, token: String = "admin"
    ) async throws -> [String: String] {
        let answer = try await get(
            reporting, "query", ["query": query, "time": "\(Self.now.secondsSince1970)"], token: token)
        try #require(answer.json["status"] == "success", "\(answer)")
        var values: [String: String] = [:]
        for row in answer.json["data"]?["result"]?.arrayValue ?? [] {
            values[row["metric"]?.description ?? ""] = row["value"]?[1]?.stringValue
        }
        return values
    }

    @Test("A query counts what the reports count: windows, labels, matchers, arithmetic")
    func queries() async throws {
        try await with { reporting in
            for (query, expected) in [
                (#"increase(site_visitors{site="shop"}[2h])"#, [#"{"site":"shop"}"#: "4"]),
                (#"site_pageviews{site="shop"}"#, [#"{"__name__":"site_pageviews","site":"shop"}"#: "2"]),
                (#"sum(increase(site_pageviews[2h]))"#, ["{}": "7"]),
                (
                    #"sum by (source) (increase(site_visitors{site="shop"}[2h]))"#,
                    [#"{"source":"(none)"}"#: "1", #"{"source":"Bing"}"#: "1", #"{"source":"Google"}"#: "2"]
                ),
                (
                    #"topk(1, sum by (page) (increase(site_pageviews{site="shop"}[2h])))"#,
                    [#"{"page":"/"}"#: "3"]
                ),
                (#"sum(increase(site_visitors{site="shop",page="/cart"}[2h]))"#, ["{}": "2"]),
                (#"sum(increase(site_visitors{site="shop",source!="Google"}[2h]))"#, ["{}": "2"]),
                (#"sum(increase(site_visitors{site="shop",source=~"G.*|Bing"}[2h]))"#, ["{}": "3"]),
                (#"sum(increase(site_visitors{site="shop",source!~".+e"}[2h]))"#, ["{}": "2"]),
                (
                    #"increase(site_pageviews{site="shop",source=~"G.*"}[2h])"#,
                    [#"{"site":"shop","source":"Google"}"#: "3"]
                ),
                (#"increase(site_visitors{site="shop"}[1h] offset 1h)"#, [#"{"site":"shop"}"#: "2"]),
                (
                    #"100 * sum(increase(site_pageviews{site="shop"}[2h])) / sum(increase(site_visits{site="shop"}[2h]))"#,
                    ["{}": "150"]
                ),
                (#"rate(site_pageviews{site="shop"}[1h] offset 1h) * 3600"#, [#"{"site":"shop"}"#: "3"]),
                (#"increase(site_revenue[2h])"#, [#"{"currency":"EUR","site":"shop"}"#: "19.99"]),
                (#"sum(increase(site_revenue{currency="USD"}[2h]))"#, [:]),
            ] as [(String, [String: String])] {
                let found = try await values(reporting, query)
                #expect(found == expected, "\(query): \(found)")
            }
            let scalar = try await get(reporting, "query", ["query": "1+1", "time": "5"])
            #expect(scalar.json["data"] == ["resultType": "scalar", "result": [5, "2"]], "\(scalar)")
        }
    }

    @Test("Who reads one site sees no other, and who proves nothing sees none")
    func rights() async throws {
        try await with { reporting in
            let put = try await reporting.send(.put, "/v1/reports/sites/blog", ["readers": ["acc_ada"]])
            #expect(put.status == 200)
            let all = #"sum by (site) (increase(site_pageviews[2h]))"#
            #expect(try await values(reporting, all) == [#"{"site":"blog"}"#: "1", #"{"site":"shop"}"#: "6"])
            #expect(try await values(reporting, all, token: "ada") == [#"{"site":"blog"}"#: "1"])
            #expect(try await values(reporting, all, token: "eve") == [:])
            let sites = try await get(reporting, "label/site/values", [:], token: "ada").json
            #expect(sites["data"] == ["blog"])
            let nobody = try await reporting.send(.get, "/prometheus/api/v1/query?query=1", token: nil)
            #expect(nobody.status == 401)
        }
    }

    @Test("The points of a graph lie side by side, whatever the step, and overlap where the query says")
    func ranges() async throws {
        try await with { reporting in
            func points(_ query: String, step: String, from: Int = 0, to: Int = 7200) async throws -> [String] {
                let answer = try await get(
                    reporting, "query_range",
                    [
                        "query": query, "start": "\((Self.start + .seconds(from)).secondsSince1970)",
                        "end": (Self.start + .seconds(to)).description, "step": step,
                    ])
                try #require(answer.json["data"]?["resultType"] == "matrix", "\(answer)")
                let values = answer.json["data"]?["result"]?[0]?["values"]?.arrayValue ?? []
                return values.compactMap { $0[1]?.stringValue }
            }
            let views = #"sum(site_pageviews{site="shop"})"#
            // The first point is of the time before the first event; its own minute begins the next.
            #expect(try await points(views, step: "1h") == ["0", "3", "3"])
            #expect(try await points(views, step: "1800") == ["0", "3", "0", "1", "2"])
            #expect(try await points(views, step: "600", to: 1800) == ["0", "1", "1", "1"])
            // Windows that do not fit hours of the site's zone, which is half an hour off.
            #expect(try await points(views, step: "1500") == ["0", "3", "0", "1", "0"])
            #expect(
                try await points(#"sum(increase(site_visitors{site="shop"}[1h]))"#, step: "30m")
                    == ["0", "2", "2", "1", "2"])
            // Shorter than a minute, a point is of its minute.
            #expect(try await points(views, step: "20", from: 580, to: 680) == ["0", "0", "1", "1", "1", "0"])
            let many = try await get(
                reporting, "query_range", ["query": "1", "start": "0", "end": "1000000", "step": "1"])
            #expect(many.status == 400 && many.json["errorType"] == "bad_data", "\(many)")
            #expect(many.json["error"]?.stringValue?.hasPrefix("exceeded maximum resolution") == true)
        }
    }

    @Test("Labels, series and the rest are told as Grafana asks for them")
    func description() async throws {
        try await with { reporting in
            let labels = try await get(reporting, "labels", ["match[]": "site_visits"]).json["data"]?.arrayValue ?? []
            #expect(labels.contains("__name__") && labels.contains("entry_page") && labels.contains("currency"))
            let time = ["start": "\(Self.start.secondsSince1970)", "end": "\(Self.now.secondsSince1970)"]
            func label(_ name: String, _ match: String) async throws -> JSONValue? {
                try await get(reporting, "label/\(name)/values", time.merging(["match[]": match]) { $1 }).json["data"]
            }
            #expect(try await label("source", "site_visits") == ["(none)", "Bing", "Google"])
            #expect(try await label("page", #"site_visits{source="Bing"}"#) == ["/cart"])
            let names = try await label("__name__", #"{__name__=~"site_visit(s|ors)"}"#)
            #expect(names == ["site_visitors", "site_visits"])
            #expect(try await label("currency", #"{site="shop"}"#) == ["EUR"])
            #expect(try await label("job", #"{site="shop"}"#) == [])
            let series = try await get(
                reporting, "series", time.merging(["match[]": #"site_visits{page=~".+",site="shop"}"#]) { $1 })
            #expect(
                series.json["data"] == [
                    ["__name__": "site_visits", "page": "/", "site": "shop"],
                    ["__name__": "site_visits", "page": "/cart", "site": "shop"],
                ], "\(series)")
            let metadata = try await get(reporting, "metadata", [:]).json["data"]
            #expect(metadata?["site_visitors"]?[0]?["type"] == "gauge")
            let build = try await get(reporting, "status/buildinfo", [:]).json
            #expect(build["status"] == "success" && build["data"]?["version"]?.stringValue != nil)
        }
    }

    @Test("What has no answer is an error in Prometheus' shape")
    func refusals() async throws {
        try await with { reporting in
            for (query, words) in [
                ("site_nothing", "1:1: parse error: there is no metric site_nothing"),
                (#"site_visits{job="x"}"#, "1:13: parse error: there is no label job"),
                ("sum by (le) (site_visits)", "1:9: parse error: there is no label le"),
                ("rate(site_bounce_percent[1h])", "1:6: parse error: site_bounce_percent is a mean"),
                (#"sum(avg_over_time(site_bounce_percent[2h]))"#, "of several sites is no sum"),
                (#"sum by (goal) (site_visit_duration_seconds)"#, "goal divides"),
                ("sum(5)", "series are expected"), ("", "it is required"),
                ("sum by (page,source,country,os,browser) (site_events)", "at most 4 labels"),
            ] {
                let answer = try await get(reporting, "query", ["query": query])
                #expect(answer.status == 400 && answer.json["status"] == "error", "\(query): \(answer)")
                #expect(answer.json["errorType"] == "bad_data")
                #expect(answer.json["error"]?.stringValue?.contains(words) == true, "\(query): \(answer)")
            }
        }
    }

    @Test(
        "promtool reads it, signed in by a password",
        .enabled(if: TestProgram(named: "promtool") != nil, "needs Debian's prometheus"))
    func promtool() async throws {
        let promtool = try #require(TestProgram(named: "promtool"))
        try await with { reporting in
            let url = "http://grafana:admin@127.0.0.1:\(reporting.port)/prometheus"
            let (start, end) = ("\(Self.start.secondsSince1970)", "\(Self.now.secondsSince1970)")
            func run(_ arguments: String...) async throws -> (Int32, String) {
                let outcome = try await promtool.run(["query"] + arguments)
                return (outcome.status, outcome.output.trimmingCharacters(in: .whitespacesAndNewlines))
            }
            let instant = try await run(
                "instant", "--time=\(end)", url, #"sum by (source) (increase(site_visitors{site="shop"}[2h]))"#)
            #expect(instant.0 == 0, "\(instant)")
            for line in [#"{source="Google"} => 2 @["#, #"{source="Bing"} => 1 @["#] {
                #expect(instant.1.contains(line), "\(instant)")
            }
            let range = try await run(
                "range", "--start=\(start)", "--end=\(end)", "--step=1h", url, #"site_pageviews{site="shop"}"#)
            #expect(range.0 == 0 && range.1.hasPrefix(#"site_pageviews{site="shop"} =>"#), "\(range)")
            #expect(range.1.split(separator: "\n").dropFirst().map { $0.prefix(2) } == ["0 ", "3 ", "3 "], "\(range)")
            let series = try await run(
                "series", "--start=\(start)", "--end=\(end)", #"--match=site_visits{site="shop"}"#, url)
            #expect(series.0 == 0 && series.1 == #"{__name__="site_visits", site="shop"}"#, "\(series)")
            let labels = try await run("labels", "--start=\(start)", "--end=\(end)", url, "page")
            #expect(labels.0 == 0 && labels.1 == "/\n/cart", "\(labels)")
            let wrong = try await run("instant", url, "sum(")
            #expect(wrong.0 == 1 && wrong.1.contains("bad_data") && wrong.1.contains("1:5: parse error"), "\(wrong)")
        }
    }
}
