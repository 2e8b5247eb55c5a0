/// A site as the store keeps it.
struct SiteRecord: Hashable, Sendable {
    let site: KnownSite
    /// The accounts that may read its reports.
    let readers: [String]
    /// The generation that is served; nil before the site's first event.
    let live: Int64?
}
