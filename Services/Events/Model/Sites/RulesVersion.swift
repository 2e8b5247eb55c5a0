import EventCollection
import EventsAPI
import MeshCore

/// One version of a site's processing rules.
struct RulesVersion: Hashable, Sendable {
    let site: String
    let version: Int64
    let isLive: Bool
    let createdAt: Timestamp
    /// With its version in it.
    let document: JSONValue

    /// The version as the API tells it.
    var message: EventRules {
        EventRules(site: site, version: version, isLive: isLive, createdAt: createdAt, document: document)
    }

    /// A draft as the document of a version.
    static func document(of draft: JSONValue, version: Int64) -> JSONValue {
        var document: JSONObject = ["version": .int(version)]
        for (name, value) in draft.objectValue ?? JSONObject() where name != "version" { document[name] = value }
        return .object(document)
    }

    /// Reads a draft as the rules that it would be.
    ///
    /// - Throws: ``EventsError/invalid(_:)``.
    static func rules(of draft: JSONValue, version: Int64) throws(EventsError) -> ProcessingRules {
        do {
            return try ProcessingRules(json: document(of: draft, version: version))
        } catch {
            throw .invalid(error.errors)
        }
    }
}
