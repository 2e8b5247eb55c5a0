import EventCollection
import MeshCore

/// A site with what is known of it beside its owner's settings.
struct Site: Hashable, Sendable {
    var settings: SiteSettings
    /// The version of its processing rules that is live.
    var liveRules: Int64
    /// Grows with each change, from 1.
    var revision: Int64
    var createdAt: Timestamp
    var updatedAt: Timestamp

    /// The settings after a merge patch (RFC 7396) that fits its schema; what it takes away has its default again.
    ///
    /// - Throws: ``EventsError/invalid(_:)``.
    func patched(by changes: JSONValue) throws(EventsError) -> SiteSettings {
        try Self.settings(in: settings.json.merging(patch: changes))
    }

    /// Reads settings.
    ///
    /// - Throws: ``EventsError/invalid(_:)``.
    static func settings(in document: JSONValue) throws(EventsError) -> SiteSettings {
        do {
            return try SiteSettings(json: document)
        } catch {
            throw .invalid(error.errors)
        }
    }
}
