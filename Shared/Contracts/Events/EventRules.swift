package import MeshCore

/// One version of a site's processing rules: `GET /v1/sites/{site}/rules/{version}`. It never changes, so that the same events
/// by the same version are the same rows whenever they are made.
package struct EventRules: Codable, Sendable, Equatable {
    package var site: String
    /// Counted up from 1 with each change, and never given out again.
    package var version: Int64
    /// Whether it is the version that is live now (``EventSite/liveRules``).
    package var isLive: Bool
    package var createdAt: Timestamp
    /// The whole document, its version included, as `ProcessingRules` reads it.
    package var document: JSONValue

    package init(site: String, version: Int64, isLive: Bool, createdAt: Timestamp, document: JSONValue) {
        self.site = site
        self.version = version
        self.isLive = isLive
        self.createdAt = createdAt
        self.document = document
    }
}

extension EventRules: Described {
    static let version = JSONSchema.integer(1...EventsFields.largestInteger)

    package static let schema = JSONSchema.object(
        "EventRules", description: "One version of a site's processing rules.",
        [
            .required("site", SiteFields.id),
            .required("version", version.describing("Counted up with each change, and never given out again.")),
            .required("isLive", .boolean(description: "Whether the site's events are processed by it now.")),
            .required("createdAt", Timestamp.schema),
            .required(
                "document", .object(description: "The rules, with their version.", additional: .allowed, [])),
        ])
}
