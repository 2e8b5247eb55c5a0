import MeshCore

/// From where a visit came: a source (`google`, `news`) and a medium (`organic`, `email`).
struct TrafficSource: Hashable, Sendable {
    var source: String
    var medium: String

    /// What has come from nowhere that is known.
    static let direct = TrafficSource(source: "(direct)", medium: "(none)")

    /// Finds the source: the link's own words, else the network that marked the click, else the page that led here.
    ///
    /// - Parameters:
    ///   - campaign: What the link says.
    ///   - referrer: The host that led here; nil when there is none, or when it is the site's own.
    init(campaign: Campaign, referrer: String?) {
        if let source = campaign.source {
            self.init(source: source, medium: campaign.medium ?? "(not set)")
        } else if let network = campaign.clickID.flatMap({ Self.networks[$0] }) {
            self.init(source: network, medium: campaign.medium ?? "cpc")
        } else if let referrer {
            let isSearch = SourceCategory.of(referrer) == .search
            self.init(
                source: isSearch ? SourceCategory.engine(referrer) : referrer,
                medium: campaign.medium ?? (isSearch ? "organic" : "referral"))
        } else if let medium = campaign.medium {
            self.init(source: "(not set)", medium: medium)
        } else {
            self = .direct
        }
    }

    private init(source: String, medium: String) {
        self.source = source
        self.medium = medium
    }

    /// The networks that mark only clicks that were paid for.
    private static let networks = [
        "gclid": "google", "gbraid": "google", "wbraid": "google", "dclid": "google", "msclkid": "bing",
        "ttclid": "tiktok", "li_fat_id": "linkedin", "yclid": "yandex",
    ]
}
