import MeshCore
import MeshTestKit
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Reading questions")
struct ReportQueryTests {
    private func errors(_ json: JSONValue) -> [String] {
        do {
            _ = try ReportQuery(json: json)
            return []
        } catch {
            return error.errors.map { "\($0.field) \($0.code)" }
        }
    }

    @Test("A question with everything in it is read")
    func whole() throws {
        let query = try ReportQuery(
            json: try JSONValue(
                parsing: """
                    {"site_id": "example.org", "metrics": ["visitors", "bounce_rate"], "date_range": ["2026-11-01", "2026-11-21"],
                     "dimensions": ["time:day", "visit:source"],
                     "filters": [["is", "visit:country", ["DE", "FR"]],
                                 ["or", [["contains", "event:page", ["/blog"], {"case_sensitive": false}],
                                         ["not", ["matches", "event:page", ["^/docs/.*"]]]]],
                                 ["has_not_done", ["is", "event:goal", ["Sign-up"]]]],
                     "order_by": [["visitors", "asc"], ["time:day", "desc"]],
                     "include": {"time_labels": true, "total_rows": true,
                                 "comparisons": {"mode": "year_over_year", "match_day_of_week": true}},
                     "pagination": {"limit": 10, "offset": 20}}
                    """))
        #expect(query.siteID == "example.org" && query.metrics == [.visitors, .bounceRate])
        #expect(query.range == .days(20_758...20_778))
        #expect(query.dimensions == [.time(.day), .value(.source)])
        #expect(query.order.map(\.key) == [.metric(0), .dimension(0)])
        #expect(query.includes == [.timeLabels, .totalRows])
        #expect(query.comparison == RangeComparison(mode: .yearOverYear, weekdays: .match))
        #expect(query.limit == 10 && query.offset == 20)
        guard case .all(let parts) = query.filter, parts.count == 3, case .any(let either) = parts[1],
            case .test(let blog) = either[0], case .not(.hasDone) = parts[2]
        else {
            Issue.record("not the filter that was written: \(String(describing: query.filter))")
            return
        }
        #expect(blog.fits("/BLOG/1") && !blog.fits("/docs") && !blog.fits(Dimension.none))
    }

    @Test(
        "What is wrong is told with its field",
        arguments: [
            (#"[]"#, [" wrong_type"]),
            (#"{}"#, ["site_id required", "metrics required", "date_range required"]),
            (
                #"{"site_id": "s", "metrics": ["visitors", "views", "visitors"], "date_range": "7d"}"#,
                ["metrics[1] unknown", "metrics[2] duplicate"]
            ),
            (#"{"site_id": "s", "metrics": ["visitors"], "date_range": "7x"}"#, ["date_range unknown"]),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": ["2026-02-30", "2026-03-01"]}"#,
                ["date_range not_a_date"]
            ),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": ["2026-03-02", "2026-03-01"]}"#,
                ["date_range out_of_range"]
            ),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": ["0001-01-01", "9999-01-01"]}"#,
                ["date_range out_of_range"]
            ),
            (#"{"site_id": "s", "metrics": ["visitors"], "date_range": "day", "date": 1}"#, ["date unknown_field"]),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": "day", "dimensions": ["time:day", "time:hour", "visit:moon"]}"#,
                ["dimensions[2] unknown", "dimensions conflict"]
            ),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": "day", "filters": [["is", "visit:moon", ["x"]]]}"#,
                ["filters[0][1] unknown"]
            ),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": "day", "filters": [["and", [["is", "event:page", "x"]]]]}"#,
                ["filters[0][1][0][2] wrong_type"]
            ),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": "day", "filters": [["like", "event:page", ["x"]]]}"#,
                ["filters[0][0] unknown"]
            ),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": "day", "filters": [["matches", "event:page", ["("]]]}"#,
                ["filters[0][2] not_a_pattern"]
            ),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": "day", "filters": [["is", "time:day", ["x"]]]}"#,
                ["filters[0][1] unknown"]
            ),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": "day", "order_by": [["visits", "desc"]]}"#,
                ["order_by[0][0] unknown"]
            ),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": "day", "pagination": {"limit": 0}}"#,
                ["pagination.limit out_of_range"]
            ),
            (
                #"{"site_id": "s", "metrics": ["visitors"], "date_range": "day", "include": {"comparisons": {"mode": "moon"}}}"#,
                ["include.comparisons.mode unknown"]
            ),
            (#"{"site_id": "s", "metrics": ["conversion_rate"], "date_range": "day"}"#, ["metrics[0] conflict"]),
            (#"{"site_id": "s", "metrics": ["time_on_page"], "date_range": "day"}"#, ["metrics[0] conflict"]),
            (
                #"{"site_id": "s", "metrics": ["bounce_rate"], "date_range": "day", "dimensions": ["event:goal"]}"#,
                ["metrics[0] conflict"]
            ),
            (#"{"site_id": "s", "metrics": ["bounce_rate"], "date_range": "day", "dimensions": ["event:page"]}"#, []),
            (
                #"{"site_id": "s", "metrics": ["bounce_rate"], "date_range": "day", "filters": [["has_done", ["is", "event:goal", ["G"]]]]}"#,
                []
            ),
        ])
    func wrong(text: String, expected: [String]) throws {
        #expect(errors(try JSONValue(parsing: text)) == expected)
    }

    @Test("Whatever a question is made of, it is read or refused")
    func broken() throws {
        var questions = RandomQuery(random: SplitMix64(seed: 1))
        var random = SplitMix64(seed: 2)
        for _ in 0..<2000 {
            var bytes = questions.json(days: ["2026-06-01", "2026-06-02"]).utf8
            for _ in 0..<3 {
                let (from, to) = (random.below(bytes.count), random.below(bytes.count))
                bytes.swapAt(from, to)
            }
            if let json = try? JSONValue(parsing: bytes) { _ = errors(json) }
        }
        // Nesting and numbers without end have a bound.
        var deep: JSONValue = ["is", "event:page", ["/"]]
        for _ in 0..<20 { deep = ["not", deep] }
        #expect(
            errors(["site_id": "s", "metrics": ["visits"], "date_range": "day", "filters": [deep]]).first?.hasSuffix(
                "too_long")
                == true)
    }

    @Test(
        "Ranges are those of the site's calendar",
        arguments: [
            ("\"day\"", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"),
            ("\"24h\"", "2026-03-28T20:30:00.000Z", "2026-03-29T20:30:00.000Z"),
            ("\"realtime\"", "2026-03-29T20:00:00.000Z", "2026-03-29T20:30:00.000Z"),
            ("\"7d\"", "2026-03-21T23:00:00.000Z", "2026-03-28T23:00:00.000Z"),
            ("\"month\"", "2026-02-28T23:00:00.000Z", "2026-03-31T22:00:00.000Z"),
            ("\"6mo\"", "2025-08-31T22:00:00.000Z", "2026-02-28T23:00:00.000Z"),
            ("\"year\"", "2025-12-31T23:00:00.000Z", "2026-12-31T23:00:00.000Z"),
            ("\"all\"", "2026-01-01T23:00:00.000Z", "2026-03-29T22:00:00.000Z"),
            ("[\"2026-03-29\", \"2026-03-29\"]", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"),
            (
                "[\"2026-03-29T01:00:00+02:00\", \"2026-03-29T02:00:00Z\"]", "2026-03-28T23:00:00.000Z",
                "2026-03-29T02:00:01.000Z"
            ),
        ])
    func ranges(text: String, from: String, to: String) throws {
        let query = try ReportQuery(
            json: ["site_id": "s", "metrics": ["visits"], "date_range": try JSONValue(parsing: text)])
        let calendar = SiteCalendar(zone: try ZoneFiles.rules("Europe/Berlin"))
        let now = try #require(Timestamp("2026-03-29T20:30:00Z"))
        let first = try #require(CivilDate(year: 2026, month: 1, day: 2)).dayNumber
        let range = query.range.resolved(at: now, in: calendar, firstDay: first)
        #expect(range.lowerBound.description == from && range.upperBound.description == to)
    }

    @Test(
        "Other times are as many days, a year before, or on the same weekdays",
        arguments: [
            ("previous_period", false, "2026-02-10…2026-02-28"), ("previous_period", true, "2026-02-08…2026-02-26"),
            ("year_over_year", false, "2025-03-01…2025-03-19"), ("year_over_year", true, "2025-03-02…2025-03-20"),
        ])
    func comparisons(mode: String, matches: Bool, expected: String) throws {
        let query = try ReportQuery(
            json: [
                "site_id": "s", "metrics": ["visits"], "date_range": ["2026-03-01", "2026-03-19"],
                "include": ["comparisons": ["mode": .string(mode), "match_day_of_week": .bool(matches)]],
            ])
        let calendar = SiteCalendar(zone: .utc)
        let now = Timestamp(milliseconds: 0)
        let range = query.range.resolved(at: now, in: calendar, firstDay: 0)
        let other = try #require(query.comparison).range(for: range, days: 20_513...20_531, in: calendar)
        let last = other.upperBound - .milliseconds(1)
        #expect("\(other.lowerBound.description.prefix(10))…\(last.description.prefix(10))" == expected)
    }
}
