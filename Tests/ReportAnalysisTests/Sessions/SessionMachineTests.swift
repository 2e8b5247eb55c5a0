import MeshCore
import MeshTestKit
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Visits")
struct SessionMachineTests {
    private static let berlin = try? SiteCalendar(zone: ZoneFiles.rules("Europe/Berlin"))

    static let rules: [SessionRules] = [
        SessionRules(),
        SessionRules(midnights: berlin),
        SessionRules(campaign: .beginsVisit),
        SessionRules(inactivity: .seconds(600), longest: .seconds(3000), midnights: berlin, campaign: .beginsVisit),
    ]

    private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    @Test("Whatever the order of arrival, visits are those that straight loops find", arguments: rules.indices, 1...12)
    func anyOrder(index: Int, seed: Int) throws {
        let rules = Self.rules[index]
        // The days around both changes of Berlin's clocks.
        let start = try moment(seed.isMultiple(of: 2) ? "2026-03-28T12:00:00Z" : "2026-10-24T12:00:00Z")
        var traffic = Traffic(seed: UInt64(seed), from: start)
        let events = traffic.events()
        let expected = NaiveSessions.visits(of: events, rules: rules)

        var random = SplitMix64(seed: UInt64(seed) &* 31)
        for _ in 0..<3 {
            // Late by less than the bound, some sent twice.
            let arrivals = (events + events.filter { _ in random.below(6) == 0 })
                .map { (arrival: $0.time.milliseconds + Int64(random.below(3_600_000)), event: $0) }
                .sorted { $0.arrival < $1.arrival }
            var machine = SessionMachine(rules: rules)
            var closed: [Visit] = []
            for (arrival, event) in arrivals {
                let held = rules.held(event)
                let mark = Timestamp(milliseconds: arrival) - rules.lateness
                if mark <= held.time, random.below(4) == 0 {
                    closed += machine.advance(to: earliest(mark, arrivals, arrival, rules))
                }
                #expect(machine.receive(event) != .tooLate)
            }
            let open = machine.openVisits
            let rest = machine.advance(to: Timestamp(milliseconds: .max / 2))
            #expect(open == rest)
            #expect(machine.openVisitorCount == 0)
            let all = (closed + rest).sorted(by: Visit.isBefore)
            #expect(all.map(\.events) == expected, "seed \(seed)")
        }
    }

    /// A watermark that no later arrival is behind: clocks that ran ahead are held at receipts of long before.
    private func earliest(
        _ mark: Timestamp, _ arrivals: [(arrival: Int64, event: ReportEvent)], _ now: Int64, _ rules: SessionRules
    ) -> Timestamp {
        arrivals.lazy.filter { $0.arrival >= now }.map { rules.held($0.event).time }.min().map { min($0, mark) } ?? mark
    }

    @Test("A late event fills the pause between two visits, and takes the begin with its campaign")
    func lateEvents() throws {
        let start = try moment("2026-06-01T10:00:00Z")
        func event(_ minute: Int, source: String?) -> ReportEvent {
            let time = start + .seconds(minute * 60)
            return ReportEvent(
                id: UInt64(minute), visitor: 1, time: time, received: time,
                values: source.map { [.source: $0] } ?? [:])
        }
        var machine = SessionMachine(rules: SessionRules())
        #expect(machine.receive(event(30, source: nil)) == .counted)
        #expect(machine.receive(event(75, source: "bing")) == .counted)
        #expect(machine.openVisits.count == 2)
        #expect(machine.receive(event(50, source: nil)) == .counted)
        #expect(machine.openVisits.count == 1)
        #expect(machine.receive(event(5, source: "google")) == .counted)
        let visit = try #require(machine.openVisits.first)
        #expect(visit.value(of: .source) == "google")
        #expect(visit.duration == .seconds(70 * 60))
        #expect(machine.receive(event(5, source: "google")) == .duplicate)
    }

    @Test("A visit is closed when the watermark has passed its pause, not before; then its events come too late")
    func watermark() throws {
        let start = try moment("2026-06-01T10:00:00Z")
        let event = ReportEvent(id: 1, visitor: 1, time: start, received: start)
        var machine = SessionMachine(rules: SessionRules())
        #expect(machine.receive(event) == .counted)
        #expect(machine.advance(to: start + .seconds(1800)).isEmpty)
        #expect(machine.advance(to: start + .seconds(60)).isEmpty)
        #expect(machine.watermark == start + .seconds(1800))
        #expect(machine.advance(to: start + .milliseconds(1_800_001)).count == 1)
        #expect(machine.receive(event) == .tooLate)
    }

    @Test("Metrics of a visit: what is measured is no event, one event is a bounce")
    func metrics() throws {
        let start = try moment("2026-06-01T10:00:00Z")
        func event(_ second: Int, _ kind: EventKind, _ page: String) -> ReportEvent {
            let time = start + .seconds(second)
            return ReportEvent(
                id: UInt64(second), visitor: 1, time: time, received: time, kind: kind, values: [.page: page])
        }
        let bounce = Visit(events: [event(0, .pageview, "/a"), event(9, .signal, "/a")])
        #expect(bounce.isBounce && bounce.eventCount == 1 && bounce.duration == .seconds(9))
        let visit = Visit(events: [
            event(0, .signal, "/z"), event(1, .pageview, "/a"), event(2, .action, "/b"), event(3, .pageview, "/c"),
        ])
        #expect(!visit.isBounce && visit.eventCount == 3 && visit.pageviewCount == 2)
        #expect(visit.value(of: .entryPage) == "/a" && visit.value(of: .exitPage) == "/c")
    }
}
