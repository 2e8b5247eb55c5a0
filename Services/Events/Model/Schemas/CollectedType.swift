/// The types under which schemas of what trackers tell are registered. A type of CloudEvents may be called anything, but is
/// seldom called so.
enum CollectedType {
    private static let prefix = "collected:"

    /// The types whose schemas hold for an event: what it is called anywhere, and at its site.
    static func all(name: String, site: String) -> [String] {
        ["\(prefix)\(name)", "\(prefix)\(site):\(name)"]
    }
}
