/// The sites that are measured here, found by whatever a tracker calls them.
package struct SiteDirectory: Sendable {
    private var byKey: [String: SiteSettings] = [:]
    private var byDomain: [String: SiteSettings] = [:]

    /// Takes the sites; of two with the same key or domain the earlier has it.
    package init(_ sites: [SiteSettings]) {
        for site in sites {
            for key in [site.id] + site.keys where byKey[key] == nil { byKey[key] = site }
            for domain in site.domains where byDomain[domain.lowercased()] == nil {
                byDomain[domain.lowercased()] = site
            }
        }
    }

    /// The site of an id or a key; nil when there is none.
    package func site(key: String) -> SiteSettings? { byKey[key] }

    /// The site of a domain, or of an id or key in a domain's place; nil when there is none.
    package func site(domain: String) -> SiteSettings? { byDomain[domain.lowercased()] ?? byKey[domain] }
}
