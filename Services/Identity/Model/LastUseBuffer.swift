import IdentityAPI
import MeshCore

/// Gathers when API keys were last used, so that a thousand requests of one key become one write.
struct LastUseBuffer: Sendable {
    /// Keys remembered at most; it is drained early when full.
    let limit: Int
    private var uses: [APIKey.ID: Timestamp] = [:]

    init(limit: Int) { self.limit = limit }

    var isFull: Bool { uses.count >= limit }

    /// A key was used. Beyond the limit the use of a further key is left out: the time is for people, not for accounts.
    mutating func used(_ key: APIKey.ID, at now: Timestamp) {
        if let known = uses[key] {
            uses[key] = max(known, now)
        } else if !isFull {
            uses[key] = now
        }
    }

    /// Takes all that was gathered.
    mutating func drain() -> [APIKey.ID: Timestamp] {
        defer { uses = [:] }
        return uses
    }
}
