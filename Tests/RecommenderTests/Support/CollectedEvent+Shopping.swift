import EventCollection
import MeshCore

extension CollectedEvent {
    /// That somebody did something with items.
    ///
    /// - Parameters:
    ///   - visitor: The device's id; nil for a visitor who keeps none.
    ///   - account: Who is signed in.
    ///   - seconds: When, after the shop's begin.
    static func shopping(
        _ name: String, _ skus: [String], by visitor: String?, account: String? = nil, after seconds: Int64 = 0,
        id: String? = nil
    ) -> CollectedEvent {
        let time = Timestamp(milliseconds: Shop.begin.milliseconds + seconds * 1000)
        let number = "\(name)/\(skus.joined(separator: "+"))/\(visitor ?? "nobody")/\(account ?? "")/\(seconds)"
        let identity =
            visitor.map { VisitorIdentity(basis: .device, id: $0, userID: account) }
            ?? VisitorIdentity(basis: .none, id: number)
        var event = CollectedEvent(
            id: id ?? number, source: "tests", site: "shop", tracker: .collect,
            kind: name == "page_view" ? .pageView : .action, name: name, occurredAt: time, receivedAt: time,
            visitor: identity)
        event.items = skus.map { PurchaseItem(sku: $0) }
        return event
    }
}
