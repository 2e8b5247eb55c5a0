/// From where a visit came, as its clues tell.
struct TrafficFacts: Hashable, Sendable {
    /// The host that led here, without `www.`; nil when there is none. A page of the site's own is no referrer.
    let referrer: String?
    let traffic: TrafficSource
    let channel: DefaultChannel

    init(_ clues: TrafficClues, ownDomains: Set<String>) {
        let referrer = clues.referrer.map(Self.bare).flatMap { host in
            let isOwn =
                host == clues.host.map(Self.bare) || ownDomains.contains(host) || ownDomains.contains("www." + host)
            return isOwn ? nil : host
        }
        self.referrer = referrer
        let campaign = Campaign(source: clues.source, medium: clues.medium, clickID: clues.clickID)
        traffic = TrafficSource(campaign: campaign, referrer: referrer)
        channel = DefaultChannel(traffic, campaign: clues.campaign)
    }

    private static func bare(_ host: String) -> String { host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }
}
