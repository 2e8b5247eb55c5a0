import CoreMetrics

/// What identity tells of itself beside what every service does.
struct IdentityMetrics: Sendable {
    /// How a login ended.
    enum Login: String, CaseIterable {
        case succeeded, failed
        /// It had to wait for earlier failures.
        case throttled
    }

    /// How a refresh ended.
    enum Refresh: String, CaseIterable {
        case granted, refused
        /// A token was used again: the session was ended.
        case reused
    }

    /// From the request of a hash until it was there, the wait for a thread included.
    let hashTime = CoreMetrics.Timer(label: "identity.password.hash.duration")
    /// Hashes that were refused because too many waited.
    let hashesRefused = Counter(label: "identity.password.hashes.refused")
    private let logins = Dictionary(
        uniqueKeysWithValues: Login.allCases.map {
            ($0, Counter(label: "identity.logins", dimensions: [("outcome", $0.rawValue)]))
        })
    private let refreshes = Dictionary(
        uniqueKeysWithValues: Refresh.allCases.map {
            ($0, Counter(label: "identity.refreshes", dimensions: [("outcome", $0.rawValue)]))
        })

    func login(_ outcome: Login) { logins[outcome]?.increment() }
    func refresh(_ outcome: Refresh) { refreshes[outcome]?.increment() }
}
