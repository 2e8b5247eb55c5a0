import MeshCore

@testable import EventCollection

/// Events made by hand, and the rows that rules make of them.
enum RowMaking {
    static let moment = Timestamp(milliseconds: 1_795_262_410_000)

    static func event(
        _ name: String = "page_view", url: String? = "https://shop.test/p", referrer: String? = nil,
        properties: JSONObject = JSONObject(), _ change: (inout CollectedEvent) -> Void = { _ in }
    ) -> CollectedEvent {
        var event = CollectedEvent(
            id: "e1", source: "/sites/shop/collect", site: "shop", tracker: .collect,
            kind: name == "page_view" ? .pageView : .action, name: name, occurredAt: moment, receivedAt: moment,
            visitor: VisitorIdentity(basis: .device, id: "v1"), page: url.flatMap { PageAddress($0) },
            referrer: referrer.flatMap { PageAddress($0) }, properties: properties)
        event.campaign = Campaign(QueryItems(event.page?.query ?? ""))
        change(&event)
        return event
    }

    static func rows(
        _ event: CollectedEvent, _ rules: JSONValue = ["version": 1], geography: GeographyTable? = nil
    ) throws -> [ProcessedRow] {
        var processor = EventProcessor(rules: try ProcessingRules(json: rules), geography: geography)
        switch processor.process(event) {
        case .rows(let rows): return rows
        case .dropped: return []
        }
    }
}
