import MeshCore

/// What a tracker's message says, in the words of no protocol, before anything is decided about it.
struct EventDraft: Hashable, Sendable {
    var site: SiteKey
    var kind: EventKind
    var name: String
    var trackerName: String?
    /// The tracker's id of it; nil when it has none.
    var id: String?
    /// Who numbered it; nil for the tracker itself.
    var source: String?
    /// When it happened, by the clock of who sent it; nil for now.
    var occurredAt: Timestamp?
    /// When it was sent, by the same clock; nil when that is not told, or the clock is to be believed.
    var sentAt: Timestamp?
    /// How long before it was received it may have happened; nil for any time.
    var maximumAge: Duration?
    var deviceID: String?
    var userID: String?
    var sessionID: String?
    var url: String?
    var referrer: String?
    var title: String?
    var campaign = Campaign()
    /// What the message says of the visitor's browser and address, in place of the connection's.
    var userAgent: String?
    var address: String?
    var language: String?
    var screen: String?
    /// A decimal number, or a text of one.
    var revenue: JSONValue?
    var currency: String?
    var orderID: String?
    var items: [JSONValue] = []
    var relatedID: String?
    var properties = JSONObject()
    var traits = JSONObject()
    var consent: ConsentState?
    var doNotTrack = false
    var globalPrivacyControl = false
    /// The secret that was sent along; nil when the protocol has none.
    var secret: String?

    init(site: SiteKey, kind: EventKind, name: String) {
        self.site = site
        self.kind = kind
        self.name = name
    }

    /// Takes the members of a shop's event: what was earned, which order, which items. They stay properties too under
    /// names of which no field is made.
    ///
    /// - Parameters:
    ///   - properties: An object.
    ///   - names: The members that are revenue whatever the event; a `value` or `total` is revenue only of a sale, as
    ///     carts have one too.
    mutating func takeCommerce(from properties: JSONValue, revenue names: [String] = ["revenue"]) {
        let isSale = name == "purchase" || name == "refund"
        revenue = (names + (isSale ? ["total", "value"] : [])).lazy
            .compactMap { properties[$0] }.first { $0 != .null }
        currency = properties["currency"]?.stringValue ?? currency
        orderID = properties.text("order_id", "orderId", "transaction_id")
        items = properties["items"]?.arrayValue ?? properties["products"]?.arrayValue ?? []
    }
}
