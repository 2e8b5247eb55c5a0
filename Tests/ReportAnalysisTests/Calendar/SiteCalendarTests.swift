import MeshCore
import MeshTestKit
import Testing

@testable import ReportAnalysis

@Suite("A site's calendar")
struct SiteCalendarTests {
    private func calendar(_ zone: String) throws -> SiteCalendar { SiteCalendar(zone: try ZoneFiles.rules(zone)) }

    private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    @Test(
        "Days begin at their first midnight and are as long as the clocks make them",
        arguments: [
            ("Europe/Berlin", "2026-03-29T10:00:00Z", "2026-03-28T23:00:00.000Z", 23),
            ("Europe/Berlin", "2026-10-25T10:00:00Z", "2026-10-24T22:00:00.000Z", 25),
            ("Asia/Kolkata", "2026-06-01T20:00:00Z", "2026-06-01T18:30:00.000Z", 24),
            ("America/Havana", "2026-03-08T12:00:00Z", "2026-03-08T05:00:00.000Z", 23),
            ("America/Havana", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00.000Z", 25),
        ])
    func days(zone: String, inside: String, start: String, hours: Int64) throws {
        let calendar = try calendar(zone)
        let first = calendar.start(of: .day, containing: try moment(inside))
        #expect(first.description == start)
        #expect(first.duration(to: calendar.end(of: .day, from: first)) == .seconds(hours * 3600))
    }

    @Test("Buckets follow each other without gap or overlap, in every zone", arguments: CalendarGrain.allCases)
    func partition(grain: CalendarGrain) throws {
        let step: [CalendarGrain: Int64] = [.minute: 60, .hour: 3600, .day: 90_000, .week: 608_400, .month: 2_682_000]
        var random = SplitMix64(seed: 6)
        for name in try ZoneFiles.names() {
            let calendar = try calendar(name)
            for _ in 0..<30 {
                let moment = Timestamp(secondsSince1970: Int64(random.below(80 * 31_556_952)))
                let start = calendar.start(of: grain, containing: moment)
                let end = calendar.end(of: grain, from: start)
                #expect(start <= moment && moment < end, "\(name) at \(moment): \(start)…\(end)")
                #expect(calendar.start(of: grain, containing: start) == start, "\(name) at \(moment)")
                #expect(calendar.start(of: grain, containing: end - .milliseconds(1)) == start, "\(name) at \(moment)")
                #expect(calendar.start(of: grain, containing: end) == end, "\(name) at \(moment)")
                #expect(start.duration(to: end) <= .seconds(step[grain] ?? 0) * 2, "\(name) at \(moment)")
            }
        }
    }

    @Test("The day of a moment is what the clocks show, but where they go back over midnight")
    func dayOfMoment() throws {
        var random = SplitMix64(seed: 7)
        for name in try ZoneFiles.names() {
            let calendar = try calendar(name)
            for _ in 0..<100 {
                let second = Int64(random.below(60 * 31_556_952))
                let wall = calendar.zone.wallSeconds(at: second)
                let day = calendar.day(of: Timestamp(secondsSince1970: second))
                #expect(
                    day == Int((Double(wall) / 86_400).rounded(.down))
                        || calendar.zone.wallSeconds(at: second - 7200) >= wall - 3600, "\(name) at \(second)")
            }
        }
    }

    @Test("The hour that comes twice is two buckets with different names, the one that is skipped none")
    func foldsAndGaps() throws {
        let calendar = try calendar("Europe/Berlin")
        let autumn = try CalendarBuckets(
            of: moment("2026-10-24T23:00:00Z")..<moment("2026-10-25T03:00:00Z"), by: .hour, in: calendar)
        #expect(
            autumn.labels == [
                "2026-10-25T01:00:00+02:00", "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00",
                "2026-10-25T03:00:00+01:00",
            ])
        let spring = try CalendarBuckets(
            of: moment("2026-03-29T00:00:00Z")..<moment("2026-03-29T02:00:00Z"), by: .hour, in: calendar)
        #expect(spring.labels == ["2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"])
    }

    @Test("A day that was never there has no bucket")
    func skippedDay() throws {
        let buckets = try CalendarBuckets(
            of: moment("2011-12-28T10:00:00Z")..<moment("2012-01-01T10:00:00Z"), by: .day, in: calendar("Pacific/Apia"))
        #expect(buckets.labels == ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"])
    }

    @Test("A range may begin and end within a bucket; moments outside it have none")
    func edges() throws {
        let range = try moment("2026-06-01T12:00:00Z")..<moment("2026-06-03T12:00:00Z")
        let buckets = try CalendarBuckets(of: range, by: .day, in: SiteCalendar(zone: .utc))
        #expect(buckets.labels == ["2026-06-01", "2026-06-02", "2026-06-03"])
        #expect(buckets.index(of: range.lowerBound) == 0)
        #expect(buckets.index(of: try moment("2026-06-02T00:00:00Z")) == 1)
        #expect(buckets.index(of: try moment("2026-06-01T23:59:59.999Z")) == 0)
        #expect(buckets.index(of: range.upperBound) == nil)
        #expect(buckets.index(of: range.lowerBound - .milliseconds(1)) == nil)
        #expect(throws: QueryLimitError(limit: 100)) {
            try CalendarBuckets(of: range, by: .minute, in: SiteCalendar(zone: .utc), limit: 100)
        }
    }
}
