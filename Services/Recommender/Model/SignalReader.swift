import EventCollection
import MeshCore
import RecommenderModels

/// What collected events tell of items: which signals each is, by its name and what stands in it.
struct SignalReader: Sendable {
    /// Sites whose events count; all when it is empty.
    let sites: Set<String>
    /// What the path of a product's page begins with; what follows is the product's number or id.
    let pages: String

    /// An event names more items than anybody deals with at once only by mistake.
    private static let mostItems = 200

    /// The signals of an event; none for those of programs and of the site's own people, and for what tells of no item.
    func signals(of event: CollectedEvent) -> [NamedSignal] {
        guard event.traffic == .visitor, sites.isEmpty || sites.contains(event.site), let kind = kind(of: event)
        else { return [] }
        let strength = kind == .rating ? Self.rating(event.properties) : 1
        guard let strength else { return [] }
        let names = items(of: event)
        // One order told twice, by two events, is one basket.
        let basket = kind == .purchase ? "\(event.site)/\(event.orderID ?? event.id)" : nil
        // A clock that runs ahead is not believed: what lies in the future would never fade.
        let time = min(event.occurredAt, event.receivedAt)
        let audiences = names.isEmpty ? [] : Self.audiences(of: event)
        return names.prefix(Self.mostItems).map { name in
            NamedSignal(
                person: Self.person(of: event.visitor), kind: kind, item: name, time: time, strength: strength,
                basket: basket, receivedAt: event.receivedAt, audiences: audiences)
        }
    }

    private static func audiences(of event: CollectedEvent) -> [Audience] {
        [event.language.flatMap { Audience(language: $0) }, event.userAgent.map { Audience(userAgent: $0) }].compactMap
        {
            $0
        }
    }

    private func kind(of event: CollectedEvent) -> SignalKind? {
        switch event.kind {
        case .pageView: return path(of: event) == nil && event.items.isEmpty ? nil : .view
        case .action:
            switch event.name {
            case "view_item", "product_view": return .view
            case "select_item", "search_click": return .search
            case "add_to_cart", "add_to_wishlist": return .cart
            case "purchase": return .purchase
            case "rate_item", "rating", "review": return .rating
            default: return nil
            }
        case .screenView, .performance, .identify, .group, .alias: return nil
        }
    }

    /// The items' names, each once, in their order.
    private func items(of event: CollectedEvent) -> [String] {
        var names = event.items.map(\.sku)
        if names.isEmpty {
            let told = ["sku", "product_id", "productId", "item_id"].lazy.compactMap {
                event.properties[$0]?.stringValue
            }
            names = told.first.map { [$0] } ?? path(of: event).map { [$0] } ?? []
        }
        var seen = Set<String>()
        return names.filter { Self.isName($0) && seen.insert($0.lowercased()).inserted }
    }

    /// What the path of a product's page ends in.
    private func path(of event: CollectedEvent) -> String? {
        guard !pages.isEmpty, let path = event.page?.path, path.hasPrefix(pages) else { return nil }
        let rest = path.dropFirst(pages.count).prefix { $0 != "/" }
        return Self.isName(String(rest)) ? String(rest) : nil
    }

    /// Whether it may be the number or id of a product, as the catalog makes them.
    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                    || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._-".utf8.contains(byte)
            }
    }

    /// −1 for the worst to 1 for the best; nil when the event does not tell how good.
    private static func rating(_ properties: JSONObject) -> Double? {
        let told = ["rating", "score", "stars"].lazy.compactMap { properties[$0]?.doubleValue }.first
        let best = properties["best"]?.doubleValue ?? 5
        guard let told, best > 1, told >= 0, told <= best else { return nil }
        return max(-1, 2 * (told - 1) / (best - 1) - 1)
    }

    /// Accounts before devices: what was done signed in is the account's alone.
    private static func person(of visitor: VisitorIdentity) -> Person? {
        if let account = visitor.userID { return .account(account) }
        switch visitor.basis {
        case .device: return .device(visitor.id)
        case .user: return .account(visitor.id)
        case .daily, .none: return nil
        }
    }
}
