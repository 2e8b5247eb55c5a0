import MeshCore

/// One message of Segment's specification.
struct SegmentMessage {
    private let message: JSONValue
    private let context: JSONValue

    /// - Parameters:
    ///   - message: The message.
    ///   - shared: The context of the batch, which the message's own adds to.
    init(_ message: JSONValue, sharing shared: JSONValue?) throws(Rejection) {
        guard message.objectValue != nil else { throw Rejection(.malformed, "a message is an object") }
        self.message = message
        context = (shared ?? .object([:])).merging(patch: message["context"] ?? .object([:]))
    }

    func draft(site: SiteKey) throws(Rejection) -> EventDraft {
        var draft = try kindAndName(site: site)
        guard message.text("userId", "anonymousId") != nil || draft.kind == .alias else {
            throw .missing("userId or anonymousId")
        }
        draft.id = message.text("messageId")
        draft.deviceID = message.text("anonymousId")
        draft.userID = message.text("userId")
        draft.occurredAt = try EventTime.member("timestamp", "originalTimestamp", of: message)
        readContext(into: &draft)
        let properties = message["properties"] ?? .object([:])
        draft.url = properties.text("url") ?? draft.url
        draft.referrer = properties.text("referrer") ?? draft.referrer
        draft.title = properties.text("title") ?? draft.title
        draft.takeCommerce(from: properties)
        draft.properties = properties.members(without: ["url", "referrer", "title"])
        draft.properties.set("category", draft.kind.isView ? message.text("category") : nil)
        draft.traits = message["traits"]?.objectValue ?? JSONObject()
        return draft
    }

    private func kindAndName(site: SiteKey) throws(Rejection) -> EventDraft {
        switch message.text("type") {
        case "track":
            guard let event = message.text("event") else { throw .missing("event") }
            var draft = EventDraft(site: site, kind: .action, name: Self.names[event] ?? event)
            draft.trackerName = draft.name == event ? nil : event
            return draft
        case "page":
            var draft = EventDraft(site: site, kind: .pageView, name: "page_view")
            draft.title = message.text("name")
            return draft
        case "screen":
            var draft = EventDraft(site: site, kind: .screenView, name: "screen_view")
            draft.title = message.text("name")
            return draft
        case "identify": return EventDraft(site: site, kind: .identify, name: "identify")
        case "group":
            guard let group = message.text("groupId") else { throw .missing("groupId") }
            var draft = EventDraft(site: site, kind: .group, name: "group")
            draft.relatedID = group
            return draft
        case "alias":
            guard let previous = message.text("previousId") else { throw .missing("previousId") }
            var draft = EventDraft(site: site, kind: .alias, name: "alias")
            draft.relatedID = previous
            return draft
        case nil: throw .missing("type")
        case .some(let type): throw Rejection(.invalidField, field: "type", "\(type.prefix(64)) is no type of message")
        }
    }

    private func readContext(into draft: inout EventDraft) {
        let page = context["page"] ?? .null
        draft.url = page.text("url")
        draft.referrer = page.text("referrer")
        draft.title = draft.title ?? page.text("title")
        draft.userAgent = context.text("userAgent")
        draft.address = context.text("ip")
        draft.language = context.text("locale")
        draft.screen = context["screen"]?.screen("width", "height")
        draft.sessionID = context.text("sessionId")
        if let campaign = context["campaign"] {
            draft.campaign = Campaign(
                source: campaign.text("source"), medium: campaign.text("medium"), name: campaign.text("name"),
                term: campaign.text("term"), content: campaign.text("content"), id: campaign.text("id"))
        }
        if let analytics = context["consent"]?["categoryPreferences"]?["Analytics"]?.boolValue {
            draft.consent = analytics ? .granted : .denied
        }
    }

    /// The names that Segment's specification gives to what shops' events are called here.
    private static let names = [
        "Order Completed": "purchase", "Order Refunded": "refund", "Product Added": "add_to_cart",
        "Product Removed": "remove_from_cart", "Product Viewed": "view_item", "Product List Viewed": "view_item_list",
        "Product Clicked": "select_item", "Cart Viewed": "view_cart", "Checkout Started": "begin_checkout",
        "Payment Info Entered": "add_payment_info", "Product Added to Wishlist": "add_to_wishlist",
        "Products Searched": "search", "Coupon Applied": "coupon_applied",
    ]
}
