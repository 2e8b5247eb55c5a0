import MeshCore
import MeshTestKit
import ReportReference

@testable import ReportAnalysis

/// Traffic with its visits, both as the engine and as straight loops know them.
struct TrafficBook {
    let calendar: SiteCalendar
    let segments: [VisitSegment]
    let naive: NaiveReport
    let visits: [Visit]

    init(seed: UInt64, zone: String, from: Timestamp, rules: SessionRules = SessionRules()) throws {
        calendar = SiteCalendar(zone: try ZoneFiles.rules(zone))
        var traffic = Traffic(seed: seed, from: from, days: 4, visitorCount: 25)
        let events = traffic.events(perVisitor: 50)
        naive = NaiveReport(visits: NaiveSessions.visits(of: events, rules: rules), calendar: calendar)
        var machine = SessionMachine(rules: rules)
        for event in events { _ = machine.receive(event) }
        visits = machine.advance(to: Timestamp(milliseconds: .max / 2))
        // One segment for each day of UTC on which visits begin.
        segments = Dictionary(grouping: visits) { $0.start.secondsSince1970 / 86_400 }.sorted { $0.key < $1.key }
            .map { VisitSegment(visits: $0.value) }
    }

    func groups(for scan: ReportScan) throws -> ReportGroups {
        var groups = ReportGroups()
        for segment in segments { groups.merge(try segment.groups(for: scan)) }
        return groups
    }
}
