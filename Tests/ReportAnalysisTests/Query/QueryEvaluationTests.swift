import MeshCore
import MeshTestKit
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Questions and answers")
struct QueryEvaluationTests {
    static let places = [
        ("UTC", "2026-06-01T00:00:00Z"), ("Europe/Berlin", "2026-03-27T12:00:00Z"),
        ("Europe/Berlin", "2026-10-23T12:00:00Z"), ("Asia/Kolkata", "2026-02-27T00:00:00Z"),
        ("America/New_York", "2026-10-30T12:00:00Z"),
    ]

    @Test("Random questions have the answers that straight loops find", arguments: places.indices, 1...4)
    func randomQuestions(place: Int, seed: Int) throws {
        let (zone, from) = Self.places[place]
        let start = try #require(Timestamp(from))
        let book = try TrafficBook(seed: UInt64(seed * 10 + place), zone: zone, from: start)
        let first = Int(start.secondsSince1970 / 86_400)
        let days = (first...(first + 4)).map(SiteCalendar.text)
        var questions = RandomQuery(random: SplitMix64(seed: UInt64(seed)))
        var answered = 0
        for _ in 0..<150 {
            let json = questions.json(days: days)
            // Some combinations have no meaning; what is left are enough.
            guard let query = try? ReportQuery(json: json) else { continue }
            answered += 1
            try check(query, json, book, now: start + .seconds(5 * 86_400))
        }
        #expect(answered > 20)
    }

    private func check(_ query: ReportQuery, _ json: JSONValue, _ book: TrafficBook, now: Timestamp) throws {
        let evaluation = try QueryEvaluation(query, at: now, in: book.calendar, firstDay: 0)
        let answer = evaluation.answer(try evaluation.scans.map(book.groups), watermark: now)
        let grain = query.grain(for: evaluation.range)
        let expected = book.naive.groups(query.dimensions, grain: grain, filter: query.filter, range: evaluation.range)
        var found: [[String]: [MetricValue]] = [:]
        for row in answer.rows {
            #expect(found[row.dimensions] == nil, "\(row.dimensions) is there twice for \(json)")
            found[row.dimensions] = row.metrics
        }
        if query.dimensions.isEmpty {
            #expect(answer.rows.count == 1)
        } else {
            let known = expected.filter { isSeen($0.value, by: query.metrics) }
            #expect(Set(known.keys) == Set(found.keys), "\(json)")
        }
        for (name, values) in found {
            let sums = expected[name] ?? NaiveReport.Sums()
            let theirs = query.metrics.map { book.naive.value(of: $0, in: sums) }
            #expect(values == theirs, "\(name) for \(json)")
        }
        #expect(answer.isExact && answer.rowCount == answer.rows.count)
    }

    private func isSeen(_ sums: NaiveReport.Sums, by metrics: [Metric]) -> Bool {
        metrics.contains { metric in
            switch metric {
            case .visitors: !sums.visitors.isEmpty
            case .pageviews, .events: sums.events > 0
            case .visits, .viewsPerVisit, .bounceRate, .visitDuration: sums.visits > 0
            case .scrollDepth: !sums.scroll.isEmpty
            case .timeOnPage: !sums.engagement.isEmpty
            case .totalRevenue, .averageRevenue: !sums.revenue.isEmpty
            case .percentage, .conversionRate, .groupConversionRate, .medianNumber, .p75Number, .p95Number: false
            }
        }
    }

    private func answer(_ json: JSONValue, _ book: TrafficBook) throws -> ReportAnswer {
        let now = try #require(Timestamp("2026-06-05T12:00:00Z"))
        let evaluation = try QueryEvaluation(try ReportQuery(json: json), at: now, in: book.calendar, firstDay: 0)
        return evaluation.answer(try evaluation.scans.map(book.groups), watermark: now)
    }

    private func book() throws -> TrafficBook {
        try TrafficBook(seed: 77, zone: "UTC", from: try #require(Timestamp("2026-06-01T00:00:00Z")))
    }

    @Test("Rates are shares of those who could have reached the goal")
    func rates() throws {
        let book = try book()
        let all = try answer(
            ["site_id": "s", "metrics": ["visitors"], "date_range": ["2026-06-01", "2026-06-04"]], book)
        let goal = try answer(
            [
                "site_id": "s", "metrics": ["visitors", "conversion_rate", "percentage"],
                "date_range": ["2026-06-01", "2026-06-04"], "filters": [["is", "event:goal", ["Purchase"]]],
            ], book)
        let everyone = try #require(all.rows[0].metrics[0].single)
        let buyers = try #require(goal.rows[0].metrics[0].single)
        #expect(buyers > 0 && buyers < everyone)
        #expect(goal.rows[0].metrics[1] == .number((buyers / everyone * 10_000).rounded() / 100))
        #expect(goal.rows[0].metrics[2] == .number(100))

        let sources = try answer(
            [
                "site_id": "s", "metrics": ["visitors"], "dimensions": ["visit:source"],
                "date_range": ["2026-06-01", "2026-06-04"],
            ],
            book)
        let grouped = try answer(
            [
                "site_id": "s", "metrics": ["visitors", "group_conversion_rate", "conversion_rate"],
                "date_range": ["2026-06-01", "2026-06-04"], "dimensions": ["visit:source", "event:goal"],
            ], book)
        for row in grouped.rows {
            let base = try #require(sources.rows.first { $0.dimensions[0] == row.dimensions[0] }?.metrics[0].single)
            let count = try #require(row.metrics[0].single)
            #expect(row.metrics[1] == .number((count / base * 10_000).rounded() / 100))
            #expect(row.metrics[2] == .number((count / everyone * 10_000).rounded() / 100))
        }
    }

    @Test("A comparison shows each row's value in the other time and how it changed")
    func comparison() throws {
        let book = try book()
        let days = try answer(
            [
                "site_id": "s", "metrics": ["visits", "bounce_rate"], "date_range": ["2026-06-03", "2026-06-04"],
                "dimensions": ["time:day"],
                "include": ["comparisons": ["mode": "previous_period"], "time_labels": true],
            ], book)
        let before = try answer(
            [
                "site_id": "s", "metrics": ["visits", "bounce_rate"], "date_range": ["2026-06-01", "2026-06-02"],
                "dimensions": ["time:day"],
            ], book)
        #expect(days.timeLabels == ["2026-06-03", "2026-06-04"])
        for (row, old) in zip(days.rows, before.rows) {
            let comparison = try #require(row.comparison)
            #expect(comparison.dimensions == old.dimensions)
            #expect(comparison.metrics == old.metrics)
            let (now, then) = (try #require(row.metrics[0].single), try #require(old.metrics[0].single))
            #expect(comparison.changes[0] == ((now - then) / then * 100).rounded())
            let (rate, oldRate) = (try #require(row.metrics[1].single), try #require(old.metrics[1].single))
            #expect(comparison.changes[1] == ((rate - oldRate) * 100).rounded() / 100)
        }
    }

    @Test("Rows come in the order that was asked for, page by page")
    func pages() throws {
        let book = try book()
        func rows(_ offset: Int64, _ limit: Int64) throws -> ReportAnswer {
            try answer(
                [
                    "site_id": "s", "metrics": ["pageviews", "visitors"], "date_range": "7d",
                    "dimensions": ["event:page"], "order_by": [["visitors", "asc"], ["event:page", "desc"]],
                    "include": ["total_rows": true], "pagination": ["limit": .int(limit), "offset": .int(offset)],
                ], book)
        }
        let all = try rows(0, 100)
        #expect(all.rowCount == 7 && all.rows.count == 7)
        #expect(try rows(0, 3).rows + rows(3, 3).rows + rows(6, 3).rows == all.rows)
        for (left, right) in zip(all.rows, all.rows.dropFirst()) {
            #expect(!right.metrics[1].isLess(than: left.metrics[1]))
            if left.metrics[1] == right.metrics[1] { #expect(left.dimensions[0] > right.dimensions[0]) }
        }
        #expect(try rows(0, 3).json["meta"]?["total_rows"] == 7)
    }

    @Test("Percentiles are of what matching events measured")
    func percentiles() throws {
        let book = try book()
        let answer = try answer(
            [
                "site_id": "s", "metrics": ["median_number", "p95_number"], "date_range": ["2026-06-01", "2026-06-04"],
                "filters": [["is", "visit:device", ["mobile"]]],
            ], book)
        let numbers = book.naive.visits.filter { $0[0].values[.device] == "mobile" }.joined().compactMap(\.number)
            .sorted()
        let median = try #require(answer.rows[0].metrics[0].single)
        let rank = Double(numbers.count { $0 <= median })
        #expect(abs(rank - Double(numbers.count) / 2) <= 0.01 * Double(numbers.count) + 2)
        let high = try #require(answer.rows[0].metrics[1].single)
        #expect(high > median && high <= numbers[numbers.count - 1])
    }

    @Test("Many visitors are estimated, within the sketch's bound, and the answer says so")
    func estimates() throws {
        let start = try #require(Timestamp("2026-06-01T00:00:00Z"))
        let visits = (1...30_000 as ClosedRange<UInt64>).map { visitor in
            let time = start + .seconds(Int(visitor % 40_000))
            return Visit(events: [ReportEvent(id: visitor, visitor: visitor &* 7919, time: time, received: time)])
        }
        let segment = VisitSegment(visits: visits)
        let query = try ReportQuery(json: [
            "site_id": "s", "metrics": ["visitors"], "date_range": ["2026-06-01", "2026-06-01"],
        ])
        let evaluation = try QueryEvaluation(query, at: start, in: SiteCalendar(zone: .utc), firstDay: 0)
        let answer = evaluation.answer(try evaluation.scans.map { try segment.groups(for: $0) }, watermark: start)
        #expect(!answer.isExact)
        #expect(answer.json["meta"]?["approximate"] == ["visitors"])
        let count = try #require(answer.rows[0].metrics[0].single)
        #expect(abs(count - 30_000) < 3 * 0.0082 * 30_000)
    }
}
