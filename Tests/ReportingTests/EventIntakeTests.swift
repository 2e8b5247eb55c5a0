import EventCollection
import MeshCore
import ReportAnalysis
import ReportIntake
import Testing

@testable import Reporting

@Suite("What events come to")
struct EventIntakeTests {
    private func intake(_ rules: ProcessingRules, _ geography: GeographyTable?) -> EventIntake {
        EventIntake(
            forms: EventForms(rules: rules, geography: geography),
            sessions: VisitTerms(rules, zone: "UTC", lateness: .seconds(3600)).sessions(NoZones()), sealedThrough: nil,
            newest: nil)
    }

    private struct NoZones: TimeZoneSource {
        func rules(named name: String) -> TimeZoneRules? { nil }
    }

    private func days(_ intake: EventIntake) throws -> [Int: [ReportEvent]] {
        try intake.batches.mapValues { try EventBatch(bytes: $0).events }
    }

    private static let rules: [JSONValue] = [
        ShopTraffic.rules, ["version": 1],
        // Rules that look at clients.
        [
            "version": 1, "goals": [["name": "Fox", "when": ["field": "browser", "is": "Firefox"]]],
            "dimensions": [["name": "land", "from": "country"]],
        ],
        // Rules that look at what differs from event to event.
        [
            "version": 1, "goals": [["name": "Seen", "when": ["field": "visitor", "endsWith": "1"]]],
            "filters": [["name": "f", "then": "drop", "when": ["field": "eventId", "endsWith": "7"]]],
        ],
    ]

    @Test("By their texts they come to the same as read one by one", arguments: rules.indices, [true, false])
    func agree(index: Int, hasGeography: Bool) throws {
        let rules = try ProcessingRules(json: Self.rules[index])
        let geography = hasGeography ? try GeographyTable(parsing: ShopTraffic.geography) : nil
        let end = try #require(Timestamp("2026-06-10T12:00:00Z"))
        let traffic = ShopTraffic(seed: 4, until: end, days: 5, visitsPerDay: 40)
        var (byText, one) = (intake(rules, geography), intake(rules, geography))
        var outlined = 0
        for event in traffic.events {
            let text = event.json.utf8
            one.take(event)
            if let outline = RecordOutline(text.span) {
                byText.take(text.span, outline)
                outlined += 1
            } else {
                byText.take(event)
            }
        }
        #expect(outlined > traffic.events.count / 2, "\(outlined) of \(traffic.events.count)")
        #expect(try days(byText) == days(one))
        #expect(byText.count == one.count && byText.count > 0)
        #expect(byText.lateCount == one.lateCount && byText.newest == one.newest)
    }

    @Test("What has an outline and is no event is told")
    func unreadable() throws {
        let rules = try ProcessingRules(json: ["version": 1])
        var intake = intake(rules, nil)
        let event = CollectedEvent(
            id: "1", source: "s", site: "shop", tracker: .collect, kind: .pageView, name: "page_view",
            occurredAt: Timestamp(milliseconds: 5), receivedAt: Timestamp(milliseconds: 5),
            visitor: VisitorIdentity(basis: .device, id: "v"))
        let text = event.json.description.replacing("\"page_view\",\"name\"", with: "\"nothing\",\"name\"").utf8
        let bytes = Array(text)
        let found = RecordOutline(bytes.span)
        let outline = try #require(found)
        intake.take(bytes.span, outline)
        #expect(intake.unreadableCount == 1 && intake.count == 0 && intake.newest == nil)
    }
}
