import MeshCore
import MeshTestKit
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Retention")
struct RetentionReportTests {
    /// The first day of the period in which a moment lies, by what the clocks show.
    private func period(_ moment: Timestamp, _ grain: RetentionDefinition.Grain, _ zone: TimeZoneRules) -> Int {
        let day = Int(NaiveSessions.wallDay(moment, zone))
        switch grain {
        case .day: return day
        case .week: return (day + 3) / 7
        case .month:
            let date = CivilDate(dayNumber: day)
            return date.year * 12 + date.month
        }
    }

    @Test("Cohorts are those that straight loops find", arguments: RetentionDefinition.Grain.allCases, 1...6)
    func random(grain: RetentionDefinition.Grain, seed: Int) throws {
        let from = try #require(Timestamp(seed.isMultiple(of: 2) ? "2026-03-27T00:00:00Z" : "2026-10-23T00:00:00Z"))
        let zone = ["Europe/Berlin", "Asia/Kolkata", "America/New_York"][seed % 3]
        let book = try TrafficBook(seed: UInt64(seed + 20), zone: zone, from: from)
        let range = (from + .seconds(20_000))..<(from + .seconds(250_000))
        let kinds = [RetentionDefinition.Kind.exact, .unbounded]
        // Without filters, visits tell most of it, and with many periods they are counted in two words.
        for (kind, isFiltered, count) in kinds.flatMap({ [($0, true, 4), ($0, false, 70)] }) {
            let birth = FilterTest(.page, .contains, ["blog"]).map { ReportFilter.test($0) }
            let comeback = FilterTest(.eventName, .equals, ["purchase"]).map { ReportFilter.test($0) }
            let definition = try #require(
                RetentionDefinition(
                    birth: isFiltered ? birth : nil, comeback: isFiltered ? comeback : nil, grain: grain, range: range,
                    periodCount: count, kind: kind))
            let report = RetentionReport(
                definition, over: book.segments, in: book.calendar, watermark: from + .seconds(3 * 86_400))

            var sizes: [Int: Int] = [:]
            var visitors: [Int: [Int]] = [:]
            var events: [Int: [Int]] = [:]
            var revenue: [Int: [Int64]] = [:]
            for visits in NaiveJourneys(book.naive.visits).visitors {
                let done = visits.joined().filter { $0.kind != .signal }
                guard
                    let first = done.firstIndex(where: {
                        range.contains($0.time) && (!isFiltered || $0.values[.page]?.contains("blog") == true)
                    })
                else { continue }
                let cohort = period(done[first].time, grain, book.calendar.zone)
                sizes[cohort, default: 0] += 1
                let none = [Int](repeating: 0, count: count)
                var times = none
                for event in done[first...] where !isFiltered || event.name == "purchase" {
                    let distance = period(event.time, grain, book.calendar.zone) - cohort
                    guard distance < count else { continue }
                    for index in (kind == .exact ? distance : 0)...distance {
                        times[index] += 1
                        revenue[cohort, default: none.map(Int64.init)][index] +=
                            event.revenue?.currency == .eur ? event.revenue?.amount ?? 0 : 0
                    }
                }
                for index in 0..<count {
                    events[cohort, default: none][index] += times[index]
                    visitors[cohort, default: none][index] += times[index] > 0 ? 1 : 0
                }
            }
            let cohorts = sizes.keys.sorted()
            #expect(report.cohorts.map(\.size) == cohorts.compactMap { sizes[$0] })
            #expect(report.cohorts.map { $0.values.map(\.visitors) } == cohorts.compactMap { visitors[$0] })
            #expect(report.cohorts.map { $0.values.map(\.events) } == cohorts.compactMap { events[$0] })
            #expect(
                report.cohorts.map { $0.values.map { $0.revenue[.eur]?.amount ?? 0 } }
                    == cohorts.map { revenue[$0] ?? Array(repeating: 0, count: count) })
        }
    }

    @Test("A period is complete when the watermark has passed its end, by the site's clocks")
    func completeness() throws {
        let calendar = SiteCalendar(zone: try ZoneFiles.rules("Europe/Berlin"))
        let time = try #require(Timestamp("2026-03-28T12:00:00Z"))
        let visit = Visit(events: [ReportEvent(id: 1, visitor: 1, time: time, received: time)])
        let definition = try #require(
            RetentionDefinition(grain: .day, range: time..<(time + .seconds(1)), periodCount: 5))
        func complete(_ watermark: String) throws -> Int? {
            RetentionReport(
                definition, over: [VisitSegment(visits: [visit])], in: calendar,
                watermark: try #require(Timestamp(watermark))
            ).cohorts.first?.completeCount
        }
        #expect(try complete("2026-03-28T22:59:59Z") == 0)
        #expect(try complete("2026-03-28T23:00:00Z") == 1)
        #expect(try complete("2026-03-29T21:59:59Z") == 1)
        #expect(try complete("2026-03-29T22:00:00Z") == 2)
        #expect(try complete("2026-12-01T00:00:00Z") == 5)
    }
}
