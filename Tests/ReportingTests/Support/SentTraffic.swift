import EventCollection
import MeshCore
import MeshTestKit
import ReportAnalysis
import ReportIntake
import ReportReference

@testable import Reporting

/// Traffic as trackers send it, and what reports have to find of it by straight loops.
struct SentTraffic {
    let calendar: SiteCalendar
    let naive: NaiveReport
    /// In the order of their receipt.
    let sent: [CollectedEvent]
    let end: Timestamp

    static let site = "example.org"
    /// Goals go by properties here, and user agents are none.
    static let rules: JSONValue = [
        "version": 1, "enrichment": ["userAgent": false],
        "goals": [
            ["name": "Sign-up", "when": ["field": "properties.signup", "is": true]],
            ["name": "Purchase", "when": ["field": "properties.bought", "is": true]],
        ],
    ]

    init(seed: UInt64, zone: String, from: Timestamp, days: Int = 4) throws {
        calendar = SiteCalendar(zone: try ZoneFiles.rules(zone))
        var traffic = Traffic(seed: seed, from: from, days: days, visitorCount: 25)
        let events = traffic.events(perVisitor: 50).sorted { ($0.received, $0.id) < ($1.received, $1.id) }
        sent = events.map(Self.collected)
        naive = NaiveReport(
            visits: NaiveSessions.visits(of: events.map(Self.expected), rules: ReportAnalysis.SessionRules()),
            calendar: calendar)
        end = events.map(\.received).max() ?? from
    }

    private static func collected(_ event: ReportEvent) -> CollectedEvent {
        let kind: EventCollection.EventKind = event.kind == .pageview ? .pageView : .action
        var result = CollectedEvent(
            id: "\(event.id)", source: "tests", site: site, tracker: .collect, kind: kind,
            name: kind == .pageView ? "page_view" : event.name, occurredAt: event.time, receivedAt: event.received,
            visitor: VisitorIdentity(basis: .device, id: "\(event.visitor)"),
            page: PageAddress(scheme: "https", host: event.values[.hostname], path: event.values[.page] ?? "/"))
        result.campaign = Campaign(source: event.values[.source])
        result.revenue = event.revenue
        var properties = JSONObject()
        properties["plan"] = event.values[.plan].map { .string($0) }
        properties["percent_scrolled"] = event.scrollDepth.map { .int(Int64($0)) }
        properties["value"] = event.number.map { .double($0) }
        if event.engagement > .zero { properties["engagement_time_msec"] = .int(event.engagement.wholeMilliseconds) }
        if event.goals.contains("Sign-up") { properties["signup"] = true }
        if event.goals.contains("Purchase") { properties["bought"] = true }
        result.properties = properties
        return result
    }

    /// The same without what is not sent, under the ids that the service gives.
    private static func expected(_ event: ReportEvent) -> ReportEvent {
        ReportEvent(
            id: StableHash.of("tests", "\(event.id)", ""), visitor: StableHash.of("device", "\(event.visitor)"),
            time: event.time, received: event.received, kind: event.kind, name: event.name,
            values: event.values.filter { $0.key != .device }, goals: event.goals, revenue: event.revenue,
            scrollDepth: event.scrollDepth, engagement: event.engagement,
            number: event.kind == .pageview ? nil : event.number)
    }

    /// The rows that a question has to find, by their dimensions; nil where straight loops do not tell all of its metrics.
    func rows(_ query: ReportQuery, range: Range<Timestamp>) throws -> [[String]: [JSONValue]] {
        let groups = naive.groups(
            query.dimensions, grain: query.grain(for: range), filter: query.filter, range: range)
        var rows: [[String]: [JSONValue]] = [:]
        for (name, sums) in groups {
            rows[name] = try query.metrics.map {
                try JSONValue(parsing: naive.value(of: $0, in: sums).json.description)
            }
        }
        if query.dimensions.isEmpty, rows.isEmpty {
            rows[[]] = try query.metrics.map {
                try JSONValue(parsing: naive.value(of: $0, in: NaiveReport.Sums()).json.description)
            }
        }
        return rows
    }
}
