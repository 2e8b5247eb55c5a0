/// The settings of session-based nearest neighbours; the defaults are those that Serenade is evaluated with.
package struct VMISConfiguration: Hashable, Sendable {
    /// m: how many of the most recent sessions with an item of the evolving one are looked at.
    package let recentSessionCount: Int
    /// k: how many of those, the most similar ones, are asked.
    package let neighbourCount: Int
    /// How many of the evolving session's last items are looked at.
    package let lastItemCount: Int
    /// Longer sessions are robots' or shops' and are left out; nil leaves none out.
    package let longestSession: Int?

    /// - Throws: ``ModelError/invalidSetting(name:reason:)``.
    package init(
        recentSessionCount: Int = 1500, neighbourCount: Int = 500, lastItemCount: Int = 3, longestSession: Int? = nil
    ) throws(ModelError) {
        guard recentSessionCount > 0 else { throw .invalidSetting(name: "sessions", reason: "must be at least 1") }
        guard neighbourCount > 0 else { throw .invalidSetting(name: "neighbours", reason: "must be at least 1") }
        guard lastItemCount > 0 else { throw .invalidSetting(name: "lastItems", reason: "must be at least 1") }
        self.recentSessionCount = recentSessionCount
        self.neighbourCount = neighbourCount
        self.lastItemCount = lastItemCount
        self.longestSession = longestSession
    }
}
