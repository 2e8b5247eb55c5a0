/// What reporting needs to know of a site that events owns.
struct KnownSite: Hashable, Sendable {
    let id: String
    /// A name of the time zone database.
    let zone: String
    /// Its hosts in lower case, by which clients of Plausible name it.
    let domains: [String]
    /// The version of its processing rules that is live.
    let liveRules: Int64

    /// A site that nobody has described: its clocks are those of UTC, its rules the standard ones.
    init(id: String, zone: String = "UTC", domains: [String] = [], liveRules: Int64 = 1) {
        self.id = id
        self.zone = zone
        self.domains = domains.map { $0.lowercased() }
        self.liveRules = liveRules
    }
}
