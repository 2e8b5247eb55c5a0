package import MeshCore

/// What one tracker told of one thing, in the form that the log keeps: whatever protocol it came by.
package struct CollectedEvent: Hashable, Sendable {
    /// Unique with ``source`` and ``site``; the tracker's own id when it has one.
    package var id: String
    /// Who numbered the event: with ``id`` what repetitions are known by.
    package var source: String
    /// The site's id.
    package var site: String
    package var tracker: TrackerProtocol
    package var kind: EventKind
    /// `page_view`, `purchase`, or whatever the site calls it.
    package var name: String
    /// What the tracker called it, when ``name`` is another.
    package var trackerName: String?
    /// When it happened, by our clock.
    package var occurredAt: Timestamp
    package var receivedAt: Timestamp
    package var visitor: VisitorIdentity
    package var privacy: PrivacySignals
    package var traffic: TrafficKind
    package var page: PageAddress?
    package var title: String?
    /// The page or app that led here, of this site or another.
    package var referrer: PageAddress?
    package var campaign: Campaign
    package var userAgent: String?
    /// A language tag (BCP 47).
    package var language: String?
    package var screen: ScreenSize?
    /// The visitor's network: an address of which only the first 24 (IPv4) or 48 bits (IPv6) are kept.
    package var network: String?
    /// What the site earned, or gave back (negative).
    package var revenue: Money?
    /// The order that the revenue is of.
    package var orderID: String?
    package var items: [PurchaseItem]
    /// The group of a ``EventKind/group``, and the earlier id of an ``EventKind/alias``.
    package var relatedID: String?
    /// What the tracker told beyond all this.
    package var properties: JSONObject
    /// What is told of the user or the group.
    package var traits: JSONObject

    package init(
        id: String, source: String, site: String, tracker: TrackerProtocol, kind: EventKind, name: String,
        occurredAt: Timestamp, receivedAt: Timestamp, visitor: VisitorIdentity,
        privacy: PrivacySignals = PrivacySignals(), traffic: TrafficKind = .visitor, page: PageAddress? = nil,
        referrer: PageAddress? = nil, properties: JSONObject = JSONObject()
    ) {
        self.id = id
        self.source = source
        self.site = site
        self.tracker = tracker
        self.kind = kind
        self.name = name
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.visitor = visitor
        self.privacy = privacy
        self.traffic = traffic
        self.page = page
        self.referrer = referrer
        campaign = Campaign()
        items = []
        self.properties = properties
        traits = JSONObject()
    }

    /// By what a repetition of the event is known.
    package var duplicateKey: DuplicateKey { DuplicateKey(site: site, source: source, id: id) }
}
