/// How a tracker names a site.
enum SiteKey: Hashable, Sendable {
    case key(String)
    case domain(String)
}
