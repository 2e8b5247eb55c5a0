import MeshCore
import ReportAnalysis
import ReportProcessing
import ReportReference
import Testing

@Suite("From events to visits, visitor by visitor")
struct VisitTransformTests {
    private static let start = Timestamp(milliseconds: 1_795_262_410_000)
    private static let calendar = SiteCalendar(zone: .utc)

    /// The lines of a step, as the next one reads them.
    private static func visits(_ lines: [EventLine], _ rules: SessionRules) throws -> [JSONValue] {
        var transform = VisitTransform(rules: rules, calendar: calendar)
        var visits: [VisitLine] = []
        for line in lines { visits += transform.take(line) }
        visits += transform.finish()
        return try visits.map { try JSONValue(parsing: $0.line) }
    }

    @Test("They are those of straight loops over the same events", arguments: 1...8)
    func reference(seed: UInt64) throws {
        let rules = SessionRules(midnights: Self.calendar, campaign: .beginsVisit)
        var traffic = Traffic(seed: seed, from: Self.start)
        let events = traffic.events().sorted { ($0.received, $0.id) < ($1.received, $1.id) }
        let lines = events.enumerated()
            .map { EventLine(partition: 0, offset: Int64($0.offset), place: 0, event: $0.element) }
            .sorted { ($0.event.visitor, $0.offset) < ($1.event.visitor, $1.offset) }
        let expected = NaiveSessions.visits(of: events.map(rules.held), rules: rules)
        func words(_ visitor: UInt64, _ start: Int64, _ end: Int64, _ count: Int) -> String {
            "\(String(visitor, radix: 16)) \(start) \(end) \(count)"
        }
        let found = try Self.visits(lines, rules).map { visit in
            words(
                UInt64(visit["visitor"]?.stringValue ?? "", radix: 16) ?? 0, visit["start"]?.intValue ?? 0,
                visit["end"]?.intValue ?? 0, visit["items"]?.arrayValue?.count ?? 0)
        }
        #expect(!expected.isEmpty)
        #expect(
            found.sorted()
                == expected.map {
                    words($0[0].visitor, $0[0].time.milliseconds, $0[$0.count - 1].time.milliseconds, $0.count)
                }.sorted())
    }

    @Test("A visitor's events in another partition of the log are another visitor's")
    func partitions() throws {
        let event = ReportEvent(id: 1, visitor: 5, time: Self.start, received: Self.start)
        let lines = [0, 1].map { EventLine(partition: $0, offset: 3, place: 0, event: event) }
        #expect(try Self.visits(lines, SessionRules()).map { $0["partition"] } == [0, 1])
        #expect(try Self.visits([lines[0], lines[0]], SessionRules()).map { $0["events"] } == [1])
    }

    @Test("A visit tells what reports are added up from")
    func document() throws {
        let page = try #require(Dimension("event:page"))
        let event = ReportEvent(
            id: 1, visitor: 0xAB, time: Self.start, received: Self.start, kind: .pageview, name: "pageview",
            values: [page: "/\t\"a\"", .source: "google"], goals: ["Sign-up", "Sign-up"],
            revenue: Money(amount: 1999, currency: .eur), scrollDepth: 70, engagement: .milliseconds(1500), number: 0.1)
        let found = try Self.visits([EventLine(partition: 3, offset: 1, place: 0, event: event)], SessionRules())
        let day = JSONValue.string(String(Self.start.description.prefix(10)))
        let milliseconds = JSONValue.int(Self.start.milliseconds)
        let expected: JSONValue = [
            "partition": 3, "visitor": "00000000000000ab", "number": 0, "start": milliseconds, "end": milliseconds,
            "day": day,
            "events": 1, "pageviews": 1,
            "values": [
                "visit:entry_page": "/\t\"a\"", "visit:exit_page": "/\t\"a\"",
                "visit:source": "google",
            ],
            "items": [
                [
                    "time": milliseconds, "day": day, "kind": "pageview", "name": "pageview",
                    "values": ["event:page": "/\t\"a\""], "goals": ["Sign-up"], "engagement": 1500, "amount": 1999,
                    "currency": "EUR", "scrollDepth": 70, "number": 0.1,
                ]
            ],
        ]
        #expect(found == [expected])
    }
}
